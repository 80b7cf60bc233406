// Which characters a class of ECMAScript's patterns has, as members of a class of Boost.Regex.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::jsonata {

/// The members of the class that `letter` stands for behind a backslash; empty if it is none.
std::wstring_view class_members(char16_t letter);

/// `unit` as an escape, within a class and without.
std::wstring code_escape(char16_t unit);

/// A pattern of `unit` alone, in whatever case.
std::wstring literal(char16_t unit, bool ignore_case);

/// The members from `first` to `last`, in whatever case.
std::wstring members_of_range(char16_t first, char16_t last, bool ignore_case);

}  // namespace spotdrill::jsonata
