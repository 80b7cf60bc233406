#include "jsonata/text.hpp"

#include <algorithm>

namespace spotdrill::jsonata {

namespace {

constexpr bool is_high_half(char32_t code) {
  return code >= 0xD800 && code <= 0xDBFF;
}
constexpr bool is_low_half(char32_t code) {
  return code >= 0xDC00 && code <= 0xDFFF;
}
constexpr bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t sequence_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::size_t encode(char32_t code, char* out) {
  const auto put = [&](std::size_t at, unsigned lead, unsigned shift) {
    out[at] = static_cast<char>(lead | ((code >> shift) & 0x3F));
  };
  if (code < 0x80) {
    out[0] = static_cast<char>(code);
    return 1;
  }
  if (code < 0x800) {
    out[0] = static_cast<char>(0xC0 | (code >> 6));
    put(1, 0x80, 0);
    return 2;
  }
  if (code < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (code >> 12));
    put(1, 0x80, 6);
    put(2, 0x80, 0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | (code >> 18));
  put(1, 0x80, 12);
  put(2, 0x80, 6);
  put(3, 0x80, 0);
  return 4;
}

char32_t pair_of(char32_t high, char32_t low) {
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/// The three bytes at `at` as half of a pair; 0 if they are not one.
char32_t half_at(std::string_view text, std::size_t at) {
  if (at + 3 > text.size() || text[at] != '\xED') return 0;
  const char32_t code = next_code_point(text, at);
  return is_high_half(code) || is_low_half(code) ? code : 0;
}

template <class Out>
void append_json_text(Out& out, std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  out.append(std::string_view{"\""});
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const char32_t half = byte == 0xED ? half_at(text, i) : 0;
    if (byte >= 0x20 && byte != '"' && byte != '\\' && half == 0) {
      ++i;
      continue;
    }
    out.append(text.substr(plain, i - plain));
    i += half != 0 ? 3 : 1;
    plain = i;
    static constexpr std::string_view named = "\"\\\b\f\n\r\t";
    static constexpr std::string_view letters = "\"\\bfnrt";
    const std::size_t known = half != 0 ? named.npos : named.find(static_cast<char>(byte));
    if (known != named.npos) {
      const char escape[2] = {'\\', letters[known]};
      out.append(std::string_view{escape, 2});
      continue;
    }
    const char32_t code = half != 0 ? half : byte;
    const char escape[6] = {
        '\\', 'u', hex[code >> 12], hex[(code >> 8) & 15], hex[(code >> 4) & 15], hex[code & 15]};
    out.append(std::string_view{escape, 6});
  }
  out.append(text.substr(plain));
  out.append(std::string_view{"\""});
}

}  // namespace

void TextBuilder::append(std::string_view text) {
  if (text.empty()) return;
  if (size_ + text.size() > capacity_) {
    const std::size_t more = std::max<std::size_t>({64, capacity_ * 2, size_ + text.size()});
    if (!arena_.fits(more)) return;
    data_ = arena_.make_copy(data_, size_, more);
    capacity_ = more;
  }
  if (text[0] == '\xED' && size_ >= 3) [[unlikely]] {
    const char32_t high = half_at({data_, size_}, size_ - 3);
    const char32_t low = half_at(text, 0);
    if (is_high_half(high) && is_low_half(low)) {
      size_ += encode(pair_of(high, low), data_ + size_ - 3) - 3;
      text.remove_prefix(3);
    }
  }
  std::memcpy(data_ + size_, text.data(), text.size());
  size_ += text.size();
}

void append_code_point(std::string& out, char32_t code) {
  if (is_low_half(code) && out.size() >= 3) {
    const char32_t high = half_at(out, out.size() - 3);
    if (is_high_half(high)) {
      out.resize(out.size() - 3);
      code = pair_of(high, code);
    }
  }
  char bytes[4];
  out.append(bytes, encode(code, bytes));
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const std::size_t length = std::min(sequence_length(text[at]), text.size() - at);
  auto code = static_cast<char32_t>(static_cast<unsigned char>(text[at]));
  if (length == 2) code &= 0x1F;
  if (length == 3) code &= 0x0F;
  if (length == 4) code &= 0x07;
  for (std::size_t i = 1; i < length; ++i) {
    code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
  }
  at += length;
  return code;
}

std::size_t invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = sequence_length(text[at]);
    if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return at;
    const std::size_t start = at;
    for (std::size_t i = 1; i < length; ++i) {
      if (!continues(text[start + i])) return start;
    }
    const char32_t code = next_code_point(text, at);
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return start;
  }
  return text.npos;
}

std::size_t code_point_offset(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (count > 0 && at < text.size()) {
    at += sequence_length(text[at]);
    --count;
  }
  return std::min(at, text.size());
}

std::size_t code_points(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    if (!continues(c)) units += static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;
  }
  return units;
}

int compare_utf16(std::string_view left, std::string_view right) {
  const std::size_t shorter = std::min(left.size(), right.size());
  const auto [l, r] = std::mismatch(
      left.begin(), left.begin() + static_cast<std::ptrdiff_t>(shorter), right.begin());
  if (l == left.begin() + static_cast<std::ptrdiff_t>(shorter)) {
    return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
  }
  const auto one = static_cast<unsigned char>(*l);
  const auto other = static_cast<unsigned char>(*r);
  // Pairs (U+10000 and above) are below U+E000 to U+FFFF in UTF-16, not so in UTF-8.
  const bool one_is_pair = one >= 0xF0;
  if (one_is_pair != (other >= 0xF0) && one >= 0xEE && other >= 0xEE) return one_is_pair ? -1 : 1;
  return one < other ? -1 : 1;
}

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = next_code_point(text, at);
    if (code >= 0x10000) {
      out.push_back(static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10)));
      out.push_back(static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF)));
    } else {
      out.push_back(static_cast<char16_t>(code));
    }
  }
  return out;
}

std::string from_utf16(std::u16string_view units) {
  std::string out;
  out.reserve(units.size());
  for (const char16_t unit : units) append_code_point(out, unit);
  return out;
}

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out.push_back(next_code_point(text, at));
  return out;
}

std::string from_utf32(std::u32string_view codes) {
  std::string out;
  for (const char32_t code : codes) append_code_point(out, code);
  return out;
}

void append_quoted(std::string& out, std::string_view text) {
  append_json_text(out, text);
}
void append_quoted(TextBuilder& out, std::string_view text) {
  append_json_text(out, text);
}

}  // namespace spotdrill::jsonata
