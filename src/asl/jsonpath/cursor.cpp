#include "asl/jsonpath/cursor.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace spotdrill::asl::jsonpath {
namespace {

void append_code_unit(std::string& out, unsigned int unit) {
  if (unit < 0x80) {
    out += static_cast<char>(unit);
  } else if (unit < 0x800) {
    out += static_cast<char>(0xC0U | (unit >> 6U));
    out += static_cast<char>(0x80U | (unit & 0x3FU));
  } else {
    out += static_cast<char>(0xE0U | (unit >> 12U));
    out += static_cast<char>(0x80U | ((unit >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (unit & 0x3FU));
  }
}

/// The code unit of "\u00e9", or nothing.
std::optional<unsigned int> code_unit(std::string_view digits) {
  unsigned int unit = 0;
  if (digits.size() < 4) return std::nullopt;
  const char* end = digits.data() + 4;
  if (std::from_chars(digits.data(), end, unit, 16).ptr != end) return std::nullopt;
  const bool surrogate = unit >= 0xD800 && unit < 0xE000;
  return surrogate ? std::nullopt : std::optional{unit};
}

char unescaped(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

}  // namespace

Refusal<std::string> Cursor::refusal(std::string_view what) const {
  return refuse(fmt::format("{} at character {} of '{}'", what, at_ + 1, text_));
}

Result<std::string, std::string> Cursor::quoted() {
  const char quote = peek();
  skip(1);
  std::string out;
  while (!at_end() && peek() != quote) {
    if (peek() != '\\') {
      out += peek();
      skip(1);
      continue;
    }
    skip(1);
    if (at_end()) break;
    if (peek() == 'u') {
      const auto unit = code_unit(rest().substr(1));
      if (!unit) return refusal("No character is so escaped");
      append_code_unit(out, *unit);
      skip(5);
    } else {
      out += unescaped(peek());
      skip(1);
    }
  }
  if (at_end()) return refusal("A string is not closed");
  skip(1);
  return out;
}

/// Observed on AWS: "$['a\"b']" is the member whose name has the backslash.
// DEVIATION: what AWS makes of the name's own quote after a backslash is not known; here it is part
// of the name, without the backslash.
Result<std::string, std::string> Cursor::quoted_name() {
  const char quote = peek();
  skip(1);
  std::string out;
  while (!at_end() && peek() != quote) {
    if (peek() == '\\' && peek(1) == quote) skip(1);
    out += peek();
    skip(1);
  }
  if (at_end()) return refusal("A string is not closed");
  skip(1);
  return out;
}

}  // namespace spotdrill::asl::jsonpath
