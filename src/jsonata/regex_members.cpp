#include "jsonata/regex_members.hpp"

#include <cstdint>
#include <vector>

#include "jsonata/letter_case.hpp"

namespace spotdrill::jsonata {

namespace {

constexpr std::wstring_view digit_members = L"0-9";
constexpr std::wstring_view not_digit_members = L"\\x{0}-/:-\\x{ffff}";
constexpr std::wstring_view word_members = L"0-9A-Z_a-z";
constexpr std::wstring_view not_word_members = L"\\x{0}-/:-@\\x{5b}-\\x{5e}`{-\\x{ffff}";
constexpr std::wstring_view space_members =
    L"\\x{9}-\\x{d} "
    L"\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}"
    L"\\x{feff}";
constexpr std::wstring_view not_space_members =
    L"\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
    L"\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{"
    L"ffff}";

/// `unit` in the other cases that JavaScript holds equal: only those of one code unit, and none
/// below U+0080 for one above.
std::vector<char16_t> other_cases(char16_t unit) {
  std::vector<char16_t> out;
  for (const char32_t other : {simple_uppercase(unit), simple_lowercase(unit)}) {
    if (other != unit && other < 0x10000 && (other < 0x80) == (unit < 0x80)) {
      out.push_back(static_cast<char16_t>(other));
    }
  }
  return out;
}

}  // namespace

std::wstring_view class_members(char16_t letter) {
  switch (letter) {
    case u'd':
      return digit_members;
    case u'D':
      return not_digit_members;
    case u'w':
      return word_members;
    case u'W':
      return not_word_members;
    case u's':
      return space_members;
    case u'S':
      return not_space_members;
    default:
      return {};
  }
}

std::wstring code_escape(char16_t unit) {
  static constexpr std::wstring_view hex = L"0123456789abcdef";
  std::wstring out = L"\\x{";
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(hex[(unit >> shift) & 15]);
  return out + L"}";
}

std::wstring literal(char16_t unit, bool ignore_case) {
  const std::vector<char16_t> others = ignore_case ? other_cases(unit) : std::vector<char16_t>{};
  if (others.empty()) return code_escape(unit);
  std::wstring out = L"[" + code_escape(unit);
  for (const char16_t other : others) out += code_escape(other);
  return out + L"]";
}

std::wstring members_of_range(char16_t first, char16_t last, bool ignore_case) {
  std::wstring out = code_escape(first);
  if (first != last) out += L"-" + code_escape(last);
  if (!ignore_case) return out;
  for (std::uint32_t unit = first; unit <= last; ++unit) {
    for (const char16_t other : other_cases(static_cast<char16_t>(unit))) {
      if (other < first || other > last) out += code_escape(other);
    }
  }
  return out;
}

}  // namespace spotdrill::jsonata
