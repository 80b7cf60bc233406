#include "drill/findings/job_words.hpp"

#include <algorithm>

namespace spotdrill::drill {

namespace {

/// What a comment says, the program does not do.
bool says_nothing(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return true;
  line.remove_prefix(first);
  return (line.starts_with('#') && !line.starts_with("#!")) || line.starts_with("//");
}

bool any_line(std::string_view text, const std::function<bool(std::string_view)>& matches) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (!says_nothing(line) && matches(line)) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

}  // namespace

bool any_job_line(const Observation& observation,
                  const std::function<bool(std::string_view)>& matches) {
  if (any_line(observation.user_data, matches)) return true;
  return std::any_of(observation.job_texts.begin(), observation.job_texts.end(),
                     [&](const std::string& text) { return any_line(text, matches); });
}

bool job_says(const Observation& observation, std::string_view words) {
  return any_job_line(observation, [&](std::string_view line) {
    return line.find(words) != std::string_view::npos;
  });
}

}  // namespace spotdrill::drill
