#include "services/states/task_token.hpp"

#include <charconv>

#include "base/base64.hpp"

namespace spotdrill::states {

std::optional<TaskToken> read_task_token(std::string_view token) {
  const auto text = base64_decode(token);
  if (!text) return std::nullopt;
  const auto second = text->rfind('|');
  if (second == std::string::npos || second == 0) return std::nullopt;
  const auto first = text->rfind('|', second - 1);
  if (first == std::string::npos) return std::nullopt;
  TaskToken read{.execution = text->substr(0, first), .task = 0};
  const char* end = text->data() + second;
  const auto number = std::from_chars(text->data() + first + 1, end, read.task);
  if (number.ec != std::errc{} || number.ptr != end) return std::nullopt;
  return read;
}

}  // namespace spotdrill::states
