#include "jsonata/regex_members.hpp"

#include <cstdint>
#include <vector>

#include "jsonata/letter_case.hpp"

namespace spotdrill::jsonata {

namespace {

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
