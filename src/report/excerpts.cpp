#include "report/excerpts.hpp"

#include "drill/readings/console_lines.hpp"

namespace spotdrill::report {

namespace {

constexpr std::size_t lines_before = 3;
constexpr std::size_t lines_after = 6;

/// A line, and when it had been printed at the latest.
struct TimedLine {
  Instant at;
  std::string text;
};

std::vector<TimedLine> lines_of(const std::vector<drill::ConsolePart>& parts) {
  std::vector<TimedLine> lines;
  drill::ConsoleLines console;
  for (const drill::ConsolePart& part : parts) {
    for (std::string& line : console.take(part.text)) lines.push_back({part.at, std::move(line)});
  }
  return lines;
}

}  // namespace

std::vector<api::report::Excerpt> excerpts_of(const drill::InstanceTimeline& instance) {
  const std::vector<TimedLine> lines = lines_of(instance.console_parts);
  std::vector<api::report::Excerpt> excerpts;
  std::size_t told = 0;  // Lines before this one are in an excerpt already.
  const auto tell = [&](const std::optional<Instant>& moment, const char* about) {
    if (!moment) return;
    std::size_t after = 0;
    while (after < lines.size() && lines[after].at < *moment) ++after;
    const std::size_t begin = std::max(told, after - std::min(after, lines_before));
    const std::size_t end = std::min(lines.size(), after + lines_after);
    std::string text;
    for (std::size_t i = begin; i < end; ++i) text += lines[i].text + "\n";
    told = std::max(told, end);
    if (!text.empty()) excerpts.push_back({*moment, about, std::move(text)});
  };
  tell(instance.running, "start");
  tell(instance.notice, "interruption notice");
  tell(instance.shutdown_begun, "shutdown");
  tell(instance.user_data_ended, "end of the user data");
  return excerpts;
}

}  // namespace spotdrill::report
