// What a sandbox writes, as lines of its log stream, and the end of what its current invocation has
// written, for whoever asked for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/lambda/outside.hpp"

namespace spotdrill::lambda {

/// "The last 4 KB of the execution log".
/// Source: Lambda API Reference, Invoke.
inline constexpr std::size_t tail_bytes_max = 4096;

/// Longer lines are broken. "Event size: 256 KB". Source: CloudWatch Logs User Guide, "Quotas".
inline constexpr std::size_t line_bytes_max = 256 * 1024 - 26;

class SandboxLog {
 public:
  std::string group;
  std::string stream;

  /// The tail begins anew.
  void begin() { tail_.clear(); }
  /// A line of Lambda's own.
  void say(Instant at, std::string text);
  /// What the processes have written, cut anywhere.
  void take(Instant at, std::string_view text);
  /// What was no whole line yet is one.
  void end_line(Instant at);
  /// What has come since.
  [[nodiscard]] std::vector<LogLine> lines();
  [[nodiscard]] const std::string& tail() const { return tail_; }

 private:
  std::vector<LogLine> lines_;
  std::string rest_;
  std::string tail_;
};

}  // namespace spotdrill::lambda
