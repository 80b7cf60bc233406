// The journal of the instance's services: what they print, by unit, in a bounded file, and on the
// console as systemd forwards it there ("NAME[PID]: TEXT").
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "init/units/drill_clock.hpp"

namespace spotdrill::init::units {

inline constexpr const char* journal_path = "/run/spotdrill/journal";
inline constexpr const char* journal_old_path = "/run/spotdrill/journal.1";
inline constexpr std::int64_t journal_bytes_max = 16 << 20;

/// A line of the file: fields with tabs between them.
struct JournalEntry {
  Microseconds at = 0;  ///< Since 1970, in drill time.
  std::string unit;
  std::string identifier;
  pid_t pid = 0;
  int priority = 6;
  std::string text;
};

std::string journal_line(const JournalEntry& entry);
bool parse_journal_line(std::string_view line, JournalEntry& entry);

/// Every entry of a file, in order, from the byte `from` on. Gives where the last whole line ends;
/// -1: it cannot be read.
std::int64_t each_journal_entry(const char* path, std::int64_t from,
                                const std::function<void(const JournalEntry&)>& function);

/// For who has a line now and then: opens the file, and begins a new one where it is full.
void append_to_journal(const std::string& line);

/// "Nov 30 10:00:00".
std::string journal_time(Microseconds at);

class Journal {
 public:
  explicit Journal(const DrillClock& clock);

  /// Keeps it and shows it on the console.
  void write(JournalEntry entry);

  /// What the manager itself has to say of a unit: "systemd[1]: TEXT".
  void say(const std::string& unit, std::string text, int priority = 6);

 private:
  void keep(const std::string& line);

  const DrillClock& clock_;
  int file_ = -1;
  int console_ = -1;
  int logs_[2] = {-1, -1};
  std::string host_;
  std::int64_t length_ = 0;
};

}  // namespace spotdrill::init::units
