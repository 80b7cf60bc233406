#include "services/cloudformation/template/scalar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/lower_case.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array<std::string_view, 3> yes_words{"true", "yes", "on"};
constexpr std::array<std::string_view, 3> no_words{"false", "no", "off"};

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char each) { return each >= '0' && each <= '9'; });
}

/// "-12", "0", but not "012345678901", which is an account's number more often than octal.
bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return is_digits(text) && (text.size() == 1 || text.front() != '0');
}

bool is_decimal(std::string_view text) {
  const std::size_t dot = text.find('.');
  return dot != std::string_view::npos && is_integer(text.substr(0, dot)) &&
         is_digits(text.substr(dot + 1));
}

template <class T>
std::optional<json::value> number_of(std::string_view text) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return json::value(number);
}

}  // namespace

json::value plain_scalar(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    return nullptr;
  }
  if (is_integer(text)) {
    if (auto number = number_of<std::int64_t>(text)) return *number;
  } else if (is_decimal(text)) {
    // A number that would be written otherwise ("1.10") stays text: versions look so.
    if (auto number = number_of<double>(text); number && scalar_text(*number) == text) {
      return *number;
    }
  }
  const std::string word = lower_case(text);
  if (std::ranges::find(yes_words, word) != yes_words.end()) return true;
  if (std::ranges::find(no_words, word) != no_words.end()) return false;
  return json::value(text);
}

std::optional<std::string> scalar_text(const json::value& value) {
  if (value.is_string()) return std::string{value.get_string()};
  if (value.is_bool()) return std::string{value.get_bool() ? "true" : "false"};
  if (value.is_int64()) return std::to_string(value.get_int64());
  if (value.is_uint64()) return std::to_string(value.get_uint64());
  if (value.is_double()) return fmt::format("{}", value.get_double());
  return std::nullopt;
}

}  // namespace spotdrill::cloudformation
