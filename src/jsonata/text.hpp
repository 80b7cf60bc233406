// Texts are UTF-8 here and UTF-16 in the language. A half of a surrogate pair, which the language
// can make, is kept as three bytes of its own (WTF-8) and meets its other half again when texts are
// joined.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "jsonata/arena.hpp"

namespace spotdrill::jsonata {

/// A text that grows in the arena.
class TextBuilder {
 public:
  explicit TextBuilder(Arena& arena) : arena_(arena) {}
  /// Does nothing once the arena is exhausted.
  void append(std::string_view text);
  void append(char c) { append(std::string_view{&c, 1}); }
  std::string_view text() const { return {data_, size_}; }
  bool empty() const { return size_ == 0; }

 private:
  Arena& arena_;
  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// The bytes of the code point or half of a pair `code`, appended.
void append_code_point(std::string& out, char32_t code);

/// The code point at `at`, which moves behind it. Texts are well formed, so that nothing is
/// checked.
char32_t next_code_point(std::string_view text, std::size_t& at);

/// Where the first byte is that is no UTF-8; npos if none.
std::size_t invalid_utf8(std::string_view text);

/// Where the code point number `count` begins, or the end.
std::size_t code_point_offset(std::string_view text, std::size_t count);
std::size_t code_points(std::string_view text);
std::size_t utf16_units(std::string_view text);

/// As JavaScript compares: by UTF-16 code units. Below, above or 0.
int compare_utf16(std::string_view left, std::string_view right);

std::u16string to_utf16(std::string_view text);
std::string from_utf16(std::u16string_view units);
std::u32string to_utf32(std::string_view text);
std::string from_utf32(std::u32string_view codes);

/// What a hexadecimal digit is worth; -1 for what is none.
template <class Character>
constexpr int hex_digit(Character c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int letter = c | 32;
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// `text` in quotes, with the escapes that JSON.stringify makes.
void append_quoted(std::string& out, std::string_view text);
void append_quoted(TextBuilder& out, std::string_view text);

}  // namespace spotdrill::jsonata
