// Which characters a class of ECMAScript's patterns has, as members of a class of Boost.Regex.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::jsonata {

inline constexpr std::wstring_view digit_members = L"0-9";
inline constexpr std::wstring_view not_digit_members = L"\\x{0}-/:-\\x{ffff}";
inline constexpr std::wstring_view word_members = L"0-9A-Z_a-z";
inline constexpr std::wstring_view not_word_members = L"\\x{0}-/:-@\\x{5b}-\\x{5e}`{-\\x{ffff}";
inline constexpr std::wstring_view space_members =
    L"\\x{9}-\\x{d} "
    L"\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}"
    L"\\x{feff}";
inline constexpr std::wstring_view not_space_members =
    L"\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
    L"\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{"
    L"ffff}";

/// `unit` as an escape, within a class and without.
std::wstring code_escape(char16_t unit);

/// A pattern of `unit` alone, in whatever case.
std::wstring literal(char16_t unit, bool ignore_case);

/// The members from `first` to `last`, in whatever case.
std::wstring members_of_range(char16_t first, char16_t last, bool ignore_case);

}  // namespace spotdrill::jsonata
