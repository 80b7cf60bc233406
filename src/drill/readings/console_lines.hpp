// A console as reports quote it. Not the console itself: that is a file beside them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::drill {

/// The last `count` lines of `console` that say something, quoted, oldest first: "'a' / 'b'". What
/// a terminal would obey is taken out, and what our own PID 1 says; long lines are cut. Empty when
/// there is no line.
std::string last_lines(std::string_view console, std::size_t count);

/// At most `bytes_max` of `text`, cut between two characters of UTF-8, with "…" after what is cut.
std::string shortened(std::string text, std::size_t bytes_max);

/// Takes a console's output as it comes, and gives the whole lines of it: without what a terminal
/// would obey, without empty ones and what our own PID 1 says, long ones cut.
class ConsoleLines {
 public:
  std::vector<std::string> take(std::string_view output);

 private:
  std::string unfinished_;
};

/// How much of `line` is the workload's: what our own PID 1 says may stand behind it, where the
/// workload had not ended its line. Units: bytes.
std::size_t workload_bytes(std::string_view line);

/// What has come to `text` since it was `before`. Both are the newest part of a longer output.
std::string_view newly_added(std::string_view before, std::string_view text);

}  // namespace spotdrill::drill
