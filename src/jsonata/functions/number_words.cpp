// Numbers in English words, Roman numerals and letters, and back.
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "base/lower_case.hpp"
#include "jsonata/functions/integer_picture.hpp"

namespace spotdrill::jsonata {

namespace {

constexpr std::array<std::string_view, 20> small_numbers{
    "Zero",     "One",     "Two",     "Three",     "Four",     "Five",    "Six",
    "Seven",    "Eight",   "Nine",    "Ten",       "Eleven",   "Twelve",  "Thirteen",
    "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"};
constexpr std::array<std::string_view, 20> small_ordinals{
    "Zeroth",     "First",     "Second",    "Third",       "Fourth",     "Fifth",     "Sixth",
    "Seventh",    "Eighth",    "Ninth",     "Tenth",       "Eleventh",   "Twelfth",   "Thirteenth",
    "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth"};
constexpr std::array<std::string_view, 9> tens{"Twenty",  "Thirty", "Forty",  "Fifty",  "Sixty",
                                               "Seventy", "Eighty", "Ninety", "Hundred"};
constexpr std::array<std::string_view, 4> thousands{"Thousand", "Million", "Billion", "Trillion"};

enum class Before : std::uint8_t { Nothing, Something };

std::string words(double value, Before before, bool ordinal) {
  const bool follows = before == Before::Something;
  if (value <= 19) {
    const auto place = static_cast<std::size_t>(value);
    return std::string{follows ? " and " : ""} +
           std::string{ordinal ? small_ordinals[place] : small_numbers[place]};
  }
  if (value < 100) {
    std::string out = std::string{follows ? " and " : ""} +
                      std::string{tens[static_cast<std::size_t>(value / 10) - 2]};
    const double rest = std::fmod(value, 10);
    if (rest > 0) return out + "-" + words(rest, Before::Nothing, ordinal);
    if (ordinal) out.replace(out.size() - 1, 1, "ieth");
    return out;
  }
  const std::string comma = follows ? ", " : "";
  if (value < 1000) {
    const double rest = std::fmod(value, 100);
    const std::string out =
        comma + std::string{small_numbers[static_cast<std::size_t>(value / 100)]} + " Hundred";
    if (rest > 0) return out + words(rest, Before::Something, ordinal);
    return ordinal ? out + "th" : out;
  }
  const double magnitude =
      std::min(std::floor(std::log10(value) / 3), static_cast<double>(thousands.size()));
  const double factor = std::pow(10, magnitude * 3);
  const double count = std::floor(value / factor);
  const double rest = value - count * factor;
  const std::string out = comma + words(count, Before::Nothing, false) + " " +
                          std::string{thousands[static_cast<std::size_t>(magnitude) - 1]};
  if (rest > 0) return out + words(rest, Before::Something, ordinal);
  return ordinal ? out + "th" : out;
}

const std::map<std::string, double, std::less<>>& word_values() {
  static const auto values = [] {
    std::map<std::string, double, std::less<>> all;
    for (std::size_t i = 0; i < small_numbers.size(); ++i) {
      all[lower_case(small_numbers[i])] = static_cast<double>(i);
      all[lower_case(small_ordinals[i])] = static_cast<double>(i);
    }
    for (std::size_t i = 0; i < tens.size(); ++i) {
      const std::string word = lower_case(tens[i]);
      all[word] = static_cast<double>(i + 2) * 10;
      all[word.substr(0, word.size() - 1) + "ieth"] = all[word];
    }
    all["hundredth"] = 100;
    for (std::size_t i = 0; i < thousands.size(); ++i) {
      all[lower_case(thousands[i])] = std::pow(1000, static_cast<double>(i + 1));
      all[lower_case(thousands[i]) + "th"] = std::pow(1000, static_cast<double>(i + 1));
    }
    return all;
  }();
  return values;
}

}  // namespace

std::string words_of(double value, bool ordinal) {
  return words(value, Before::Nothing, ordinal);
}

std::string word_alternatives() {
  std::string out;
  for (const auto& [word, value] : word_values()) out += word + "|";
  return out + "and|[\\-, ]";
}

double value_of_words(std::string_view text) {
  static constexpr std::string_view space = " \t\n\r\f\v";
  std::vector<double> parts{0};
  const auto add = [&](std::string_view word) {
    const auto found = word_values().find(word);
    const double value =
        found != word_values().end() ? found->second : std::numeric_limits<double>::quiet_NaN();
    if (value < 100) {
      if (parts.back() >= 1000) parts.push_back(0);
      parts.back() += value;
    } else {
      parts.back() *= value;
    }
  };
  // Words are parted by ", ", " and ", and single spaces, hyphens and backslashes.
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    const auto is_space = [&](std::size_t place) {
      return place < text.size() && space.find(text[place]) != space.npos;
    };
    if (text[at] == ',' && is_space(at + 1)) {
      length = 2;
    } else if (is_space(at) && text.substr(at + 1, 3) == "and" && is_space(at + 4)) {
      length = 5;
    } else if (is_space(at) || text[at] == '-' || text[at] == '\\') {
      length = 1;
    }
    if (length == 0) {
      ++at;
      continue;
    }
    add(text.substr(start, at - start));
    at += length;
    start = at;
  }
  add(text.substr(start));
  double sum = 0;
  for (const double part : parts) sum += part;
  return sum;
}

double value_of_roman(std::string_view text) {
  double sum = 0;
  double most = 1;
  for (std::size_t i = text.size(); i-- > 0;) {
    static constexpr std::string_view digits = "IVXLCDM";
    static constexpr std::array<double, 7> values{1, 5, 10, 50, 100, 500, 1000};
    const std::size_t digit = digits.find(text[i]);
    if (digit == digits.npos) return std::numeric_limits<double>::quiet_NaN();
    if (values[digit] < most) {
      sum -= values[digit];
    } else {
      most = values[digit];
      sum += most;
    }
  }
  return sum;
}

double value_of_letters(std::string_view text, char first) {
  double value = 0;
  for (const char c : text) value = value * 26 + (c - first + 1);
  return value;
}

}  // namespace spotdrill::jsonata
