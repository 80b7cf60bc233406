#include "asl/parse/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/stream_parser.hpp>
#include <cctype>
#include <set>

#include "asl/parse/context.hpp"
#include "base/count_characters.hpp"

namespace spotdrill::asl::parse {
namespace {

/// How much of its source AWS's JSON reader repeats.
constexpr std::size_t source_shown_max = 500;

bool in_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

/// "[Source: (String)"{…"[truncated 12 chars]; line: 3, column: 7]": in the words of AWS's reader.
std::string place_in(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? at + 1 : at - newline;
  std::string source = fmt::format("\"{}\"", text.substr(0, source_shown_max));
  if (text.size() > source_shown_max) {
    source += fmt::format("[truncated {} chars]", text.size() - source_shown_max);
  }
  return fmt::format("[Source: (String){}; line: {}, column: {}]", source, line, column);
}

Diagnostic broken(std::string_view text, std::size_t at, std::string what) {
  std::string place = place_in(text, at);
  return {.severity = Diagnostic::Severity::Error,
          .code = std::string{code::invalid_json},
          .message = fmt::format("{}\n at {}", what, place),
          .location = std::move(place)};
}

/// What is wrong at `at`, where the reader stopped.
Diagnostic explain(std::string_view text, std::size_t at, const boost::system::error_code& error) {
  if (error == json::error::too_deep) {
    return {
        .severity = Diagnostic::Severity::Error,
        .code = std::string{code::too_deep},
        .message = fmt::format("The definition is nested deeper than {} levels", json_depth_max),
        .location = place_in(text, at)};
  }
  at = std::min(at, text.size());
  std::size_t start = at;
  while (start > 0 && in_word(text[start - 1])) --start;
  std::size_t end = start;
  while (end < text.size() && in_word(text[end])) ++end;
  if (end > start && std::isalpha(static_cast<unsigned char>(text[start])) != 0) {
    return broken(text, end,
                  fmt::format("Unrecognized token '{}': was expecting (JSON String, Number, Array, "
                              "Object or token 'null', 'true' or 'false')",
                              text.substr(start, end - start)));
  }
  if (at == text.size()) return broken(text, at, "Unexpected end-of-input");
  const auto character = static_cast<unsigned char>(text[at]);
  if (character <= ' ' || character >= 0x7f) {
    return broken(text, at, fmt::format("Unexpected character (code {})", int{character}));
  }
  return broken(text, at,
                fmt::format("Unexpected character ('{}' (code {}))", text[at], int{character}));
}

/// Looks for a name that stands twice in one object, of which a json::object keeps one only. `text`
/// is known to be sound JSON.
std::optional<Diagnostic> find_duplicate(std::string_view text) {
  std::vector<std::set<std::string_view>> names;  // Of each object and array that is open.
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '{' || c == '[') {
      names.emplace_back();
    } else if (c == '}' || c == ']') {
      names.pop_back();
    } else if (c == '"') {
      const std::size_t start = at + 1;
      for (++at; text[at] != '"';) at += text[at] == '\\' ? 2 : 1;
      const std::size_t after = text.find_first_not_of(" \t\r\n", at + 1);
      if (after == std::string_view::npos || text[after] != ':') continue;
      const std::string_view name = text.substr(start, at - start);
      if (!names.back().insert(name).second) {
        return broken(text, start - 1, fmt::format("Duplicate field '{}'", name));
      }
    }
  }
  return {};
}

}  // namespace

Result<json::object, Diagnostic> read_text(std::string_view text) {
  const auto not_so = [](std::string message) {
    return refuse(Diagnostic{.severity = Diagnostic::Severity::Error,
                             .code = std::string{code::schema},
                             .message = std::move(message),
                             .location = {}});
  };
  if (count_characters(text) > definition_characters_max) {
    return not_so(fmt::format("Definition must have length less than or equal to {}",
                              definition_characters_max));
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return not_so("Definition must be a valid JSON object");
  json::parse_options options;
  options.max_depth = json_depth_max;
  json::stream_parser parser{{}, options};
  boost::system::error_code error;
  const std::size_t at = parser.write_some(text.data(), text.size(), error);
  if (!error && at == text.size()) parser.finish(error);
  if (error || at < text.size()) return refuse(explain(text, at, error));
  if (auto duplicate = find_duplicate(text)) return refuse(std::move(*duplicate));
  json::value value = parser.release();
  if (!value.is_object()) return not_so("Definition must be a valid JSON object");
  return std::move(value.get_object());
}

}  // namespace spotdrill::asl::parse
