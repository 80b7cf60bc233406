#include "report/wrap.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::report {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// Characters that take two columns. Source: Unicode Standard Annex #11, East Asian Width (W, F),
/// in whole blocks.
constexpr std::array wide_blocks{
    Range{0x1100, 0x115F},   Range{0x2E80, 0xA4CF},  Range{0xAC00, 0xD7A3}, Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},  Range{0xFFE0, 0xFFE6}, Range{0x1F300, 0x1F64F},
    Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};
/// Those that stand above or below the one before.
constexpr std::array combining_blocks{Range{0x0300, 0x036F}, Range{0x200B, 0x200F},
                                      Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}};

constexpr char escape = '\033';

bool is_among(const auto& ranges, char32_t c) {
  return std::ranges::any_of(
      ranges, [&](const Range& range) { return c >= range.first && c <= range.last; });
}

/// What stands at the beginning of `text`: how many bytes, and columns.
struct Glyph {
  std::size_t bytes = 1;
  std::size_t columns = 1;
};

Glyph first_glyph(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text[0] == escape) {
    std::size_t end = 1;
    if (end < text.size() && text[end] == '[') ++end;
    while (end < text.size() && (byte(end) < 0x40 || byte(end) > 0x7E)) ++end;
    return {std::min(end + 1, text.size()), 0};
  }
  if (byte(0) < 0x80) return {1, byte(0) < 0x20 ? 0U : 1U};
  const std::size_t wanted = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : byte(0) >= 0xC0 ? 2 : 1;
  char32_t c = wanted == 1 ? byte(0) : byte(0) & (0xFFU >> (wanted + 1));
  std::size_t bytes = 1;
  while (bytes < std::min(wanted, text.size()) && (byte(bytes) & 0xC0U) == 0x80) {
    c = (c << 6U) | (byte(bytes++) & 0x3FU);
  }
  if (bytes < wanted) return {bytes, 1};  // Half a character is shown as one.
  return {bytes, is_among(combining_blocks, c) ? 0U : is_among(wide_blocks, c) ? 2U : 1U};
}

/// Of those that fit into `columns`. Units: columns.
std::size_t longest_word(std::string_view line, std::size_t columns) {
  std::size_t longest = 0;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::size_t width = display_width(line.substr(0, end));
    if (width <= columns) longest = std::max(longest, width);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return longest;
}

/// Where the text below `line` begins: below its last column of text, if that leaves room.
std::size_t hanging(std::string_view line, std::size_t columns) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  std::size_t hang = begin + (line.substr(begin).starts_with("- ") ? 2 : 0);
  for (std::size_t at = line.find("  ", begin); at != std::string_view::npos;
       at = line.find("  ", at)) {
    at = line.find_first_not_of(' ', at);
    if (at == std::string_view::npos) break;
    const std::size_t column = display_width(line.substr(0, at));
    if (column > columns * 2 / 3) break;
    hang = column;
  }
  if (hang >= columns / 4 * 3) return 0;
  // No word that would fit into a line is to stick out of it.
  const std::size_t word = longest_word(line, columns);
  return std::min(hang, columns - word);
}

std::string wrapped_line(std::string_view line, std::size_t columns) {
  std::string text;
  const std::size_t hang = hanging(line, columns);
  std::size_t room = columns;
  while (display_width(line) > room) {
    const std::size_t fits = fitting(line, room).size();
    // The blank may be the one that no longer fits.
    std::size_t end = line.rfind(' ', fits);
    const std::size_t word = std::min(line.find_first_not_of(' '), line.size());
    if (end == std::string_view::npos || end <= word) end = line.find(' ', std::max(fits, word));
    if (end == std::string_view::npos) break;
    std::size_t kept = end;
    while (kept > 0 && line[kept - 1] == ' ') --kept;
    text += line.substr(0, kept);
    line.remove_prefix(std::min(line.find_first_not_of(' ', end), line.size()));
    if (line.empty()) return text;
    text += "\n" + std::string(hang, ' ');
    room = columns - hang;
  }
  return text + std::string{line};
}

}  // namespace

std::size_t display_width(std::string_view line) {
  std::size_t width = 0;
  while (!line.empty()) {
    const Glyph glyph = first_glyph(line);
    width += glyph.columns;
    line.remove_prefix(glyph.bytes);
  }
  return width;
}

std::string_view fitting(std::string_view line, std::size_t columns) {
  std::size_t bytes = 0;
  std::size_t width = 0;
  while (bytes < line.size()) {
    const Glyph glyph = first_glyph(line.substr(bytes));
    if (width + glyph.columns > columns) break;
    width += glyph.columns;
    bytes += glyph.bytes;
  }
  return line.substr(0, bytes);
}

std::string wrapped(std::string_view text, std::size_t columns) {
  if (columns == 0) return std::string{text};
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    result += wrapped_line(text.substr(0, end), columns);
    if (end == std::string_view::npos) break;
    result += '\n';
    text.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace spotdrill::report
