#include "report/markup.hpp"

#include <algorithm>

#include "protocol/utf8.hpp"
#include "protocol/xml_character.hpp"

namespace spotdrill::report {

namespace {

/// U+FFFD, for what may not be written.
constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string legible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const protocol::Utf8Character next = protocol::decode_utf8(text);
    const std::size_t length = std::max<std::size_t>(next.length, 1);
    const bool allowed = next.length != 0 && protocol::is_xml_character(next.code);
    out += allowed ? text.substr(0, length) : replacement;
    text.remove_prefix(length);
  }
  return out;
}

std::string clipped(std::string_view text, std::size_t columns) {
  // From here on most letters are as wide as two (Hangul, Kana, Han); too much room is better than
  // too little.
  constexpr std::uint32_t first_wide = 0x1100;
  std::size_t used = 0;
  std::size_t kept = 0;  // Bytes that leave room for "…".
  for (std::size_t at = 0; at < text.size();) {
    const protocol::Utf8Character next = protocol::decode_utf8(text.substr(at));
    used += next.length != 0 && next.code >= first_wide ? 2 : 1;
    if (used > columns) return std::string{text.substr(0, kept)} + "…";
    at += std::max<std::size_t>(next.length, 1);
    if (used < columns) kept = at;
  }
  return std::string{text};
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : legible(text)) {
    const std::string_view entity = entity_of(c);
    if (entity.empty()) {
      out += c;
    } else {
      out += entity;
    }
  }
  return out;
}

}  // namespace spotdrill::report
