#include "drill/readings/log_source.hpp"

#include <algorithm>

#include "drill/readings/console_lines.hpp"

namespace spotdrill::drill {

void ConsoleReader::read(const std::string& console,
                         const std::function<void(std::string_view)>& each) {
  const std::size_t whole = console.find_last_of("\r\n");
  if (whole == std::string::npos) return;
  const std::string_view text = std::string_view{console}.substr(0, whole + 1);
  std::string_view added = newly_added(before_, text);
  while (!added.empty()) {
    const std::size_t end = std::min(added.find_first_of("\r\n"), added.size());
    const std::string_view line = added.substr(0, end);
    const std::size_t own = workload_bytes(line);
    if (own > 0) each(line.substr(0, own));
    if (own < line.size()) each(line.substr(own));
    added.remove_prefix(std::min(end + 1, added.size()));
  }
  before_ = text;
}

std::vector<Reading> LogSource::read() {
  std::vector<Reading> readings;
  const Instant now = context_.now();
  console_.read(context_.console(), [&](std::string_view line) {
    for (Reading& reading : reader_.read(line, now)) readings.push_back(std::move(reading));
  });
  return readings;
}

void LogSource::next_instance() {
  console_.next_instance();
  reader_.next_instance();
}

std::vector<Reading> DoneLogSource::read() {
  std::vector<Reading> readings;
  console_.read(context_.console(), [&](std::string_view line) {
    line = line.substr(0, pattern_line_bytes_max);
    if (std::regex_search(line.begin(), line.end(), pattern_)) {
      readings.push_back({.at = context_.now(), .value = 1});
    }
  });
  return readings;
}

}  // namespace spotdrill::drill
