// What programs say to syslog: /dev/log, kept in /var/log/syslog and /var/log/messages of the
// instance and in the journal that journalctl shows. Not on the console, where a machine's syslog
// is not either: `logger -s` and the like put there what they want to have there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "init/outcome.hpp"
#include "init/units/drill_clock.hpp"

namespace spotdrill::init {

/// A message as a line of the log: "<13>Nov 30 10:00:00 job: text" as "Nov 30 10:00:00 HOST job:
/// text". What has no time of its own gets none. Source: RFC 3164, section 4.1.
std::string syslog_line(std::string_view message, std::string_view host);

/// The same as a line of the journal (units/journal.hpp).
std::string syslog_journal_line(std::string_view message, units::Microseconds at);

class Syslog {
 public:
  /// Listens inside the instance's root, under its host name. `fresh`: with empty logs, in the
  /// place of those of the host.
  Outcome open(const std::string& hostname, bool fresh);

  /// Writes down what has come, a bounded amount of it.
  void copy();

  [[nodiscard]] int source() const { return source_; }  ///< To poll for reading.

 private:
  struct File {
    int fd = -1;
    std::int64_t length = 0;
  };

  static void append(File& file, const std::string& line);

  int source_ = -1;
  std::string host_;
  File files_[2];
  std::optional<units::DrillClock> clock_;
};

}  // namespace spotdrill::init
