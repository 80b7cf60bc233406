// JSON that comes as text in requests: whether it is any, and what AWS says when it is not.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/json.hpp"
#include "services/states/errors.hpp"

namespace spotdrill::states {
namespace {

/// "Maximum input or output size for a task, state, or execution: 256 KiB of data as a UTF-8
/// encoded string."
constexpr std::size_t execution_input_bytes_max = 256 * 1024;

bool is_word(char each) {
  return std::isalnum(static_cast<unsigned char>(each)) != 0 || each == '_' || each == '$';
}

}  // namespace

// DEVIATION: only the two mistakes that people make most are worded as Jackson does: a bare word,
// and single quotes. Of the others the message says where they are.
std::string jackson_complaint(std::string_view text) {
  const auto begin = std::ranges::find_if_not(
      text, [](char each) { return std::isspace(static_cast<unsigned char>(each)) != 0; });
  if (begin == text.end()) return "Invalid execution input.";
  if (is_word(*begin)) {
    const auto end = std::find_if_not(begin, text.end(), is_word);
    return fmt::format(
        "Unrecognized token '{}': was expecting (JSON String, Number, Array, Object "
        "or token 'null', 'true' or 'false')",
        std::string{begin, end});
  }
  if (*begin == '{') {
    const auto next = std::find_if_not(begin + 1, text.end(), [](char each) {
      return std::isspace(static_cast<unsigned char>(each)) != 0;
    });
    if (next != text.end() && *next != '"' && *next != '}') {
      return fmt::format(
          "Unexpected character ('{}' (code {})): was expecting double-quote to start "
          "field name",
          *next, static_cast<int>(static_cast<unsigned char>(*next)));
    }
  }
  const auto parsed = parse_json(text);
  return parsed.has_value() ? std::string{} : parsed.error();
}

Result<void> check_execution_input(const std::string& input) {
  if (input.size() > execution_input_bytes_max) {
    return invalid(
        fmt::format("1 validation error detected: Value at 'input' failed to satisfy "
                    "constraint: Member must have length less than or equal to {}",
                    execution_input_bytes_max));
  }
  const auto parsed = parse_json(input);
  if (!parsed.has_value()) return invalid_execution_input(jackson_complaint(input));
  return {};
}

}  // namespace spotdrill::states
