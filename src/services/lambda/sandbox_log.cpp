#include "services/lambda/sandbox_log.hpp"

#include <utility>

namespace spotdrill::lambda {

void SandboxLog::say(Instant at, std::string text) {
  text += '\n';
  tail_ += text;
  if (tail_.size() > tail_bytes_max) tail_.erase(0, tail_.size() - tail_bytes_max);
  lines_.push_back({at, std::move(text)});
}

void SandboxLog::take(Instant at, std::string_view text) {
  rest_ += text;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = rest_.find('\n', begin);
    if (end == std::string::npos) break;
    if (end > begin) say(at, rest_.substr(begin, end - begin));
    begin = end + 1;
  }
  rest_.erase(0, begin);
  while (rest_.size() > line_bytes_max) {
    say(at, rest_.substr(0, line_bytes_max));
    rest_.erase(0, line_bytes_max);
  }
}

void SandboxLog::end_line(Instant at) {
  if (!rest_.empty()) say(at, std::exchange(rest_, {}));
}

std::vector<LogLine> SandboxLog::lines() {
  return std::exchange(lines_, {});
}

}  // namespace spotdrill::lambda
