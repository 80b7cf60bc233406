#include "jsonata/functions/number_picture.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace spotdrill::jsonata {

namespace {

using Text = std::u32string_view;

struct Parts {
  Text prefix, suffix, active, mantissa, integer, fraction;
  std::optional<Text> exponent;
};

/// Where active characters begin and end, and what stands between.
Parts split_parts(const DecimalFormat& format, Text text) {
  const auto counts = [&](char32_t c) {
    return format.is_active(c) && std::u32string{c} != format.exponent_separator;
  };
  const auto first = std::find_if(text.begin(), text.end(), counts);
  const auto last = std::find_if(text.rbegin(), text.rend(), counts);
  Parts parts;
  if (first == text.end()) {
    parts.prefix = text;
    return parts;
  }
  const auto begin = static_cast<std::size_t>(first - text.begin());
  const auto end = text.size() - static_cast<std::size_t>(last - text.rbegin());
  parts.prefix = text.substr(0, begin);
  parts.suffix = text.substr(end);
  parts.active = parts.mantissa = text.substr(begin, end - begin);
  const std::size_t exponent = text.find(format.exponent_separator, begin);
  if (exponent != text.npos && exponent <= end) {
    // The reference counts from the start of the picture, not of its active part.
    parts.mantissa = parts.active.substr(0, exponent);
    parts.exponent =
        exponent + 1 <= parts.active.size() ? parts.active.substr(exponent + 1) : Text{};
  }
  const std::size_t point = parts.mantissa.find(format.decimal_separator);
  parts.integer = parts.mantissa.substr(0, point);
  parts.fraction = point == Text::npos ? parts.suffix : parts.mantissa.substr(point + 1);
  return parts;
}

bool appears_twice(Text text, Text what) {
  return text.find(what) != text.rfind(what);
}

/// The last of the reference's checks that fails gives the code; empty if none does.
std::string_view mistake_in(const DecimalFormat& format, Text text, const Parts& parts) {
  const auto is_digit = [&](char32_t c) { return format.is_digit(c); };
  const bool has_percent = text.find(format.percent) != text.npos;
  const bool has_per_mille = text.find(format.per_mille) != text.npos;
  const bool has_sign = has_percent || has_per_mille;
  std::string_view code;
  const auto refuse_if = [&](bool wrong, std::string_view with) {
    if (wrong) code = with;
  };
  const std::size_t point = text.find(format.decimal_separator);
  refuse_if(appears_twice(text, format.decimal_separator), "D3081");
  refuse_if(appears_twice(text, format.percent), "D3082");
  refuse_if(appears_twice(text, format.per_mille), "D3083");
  refuse_if(has_percent && has_per_mille, "D3084");
  refuse_if(std::none_of(parts.mantissa.begin(), parts.mantissa.end(),
                         [&](char32_t c) { return format.is_any_digit(c); }),
            "D3085");
  refuse_if(std::any_of(parts.active.begin(), parts.active.end(),
                        [&](char32_t c) { return !format.is_active(c); }),
            "D3086");
  const Text group = format.grouping_separator;
  if (point != text.npos) {
    const bool before = point > 0 && text.substr(point - 1, 1) == group;
    refuse_if(before || text.substr(point + 1, 1) == group, "D3087");
  } else {
    refuse_if(!parts.integer.empty() && parts.integer.substr(parts.integer.size() - 1) == group,
              "D3088");
  }
  refuse_if(text.find(std::u32string{group} + std::u32string{group}) != text.npos, "D3089");
  if (const std::size_t at = parts.integer.find(format.digit); at != Text::npos) {
    const Text before = parts.integer.substr(0, at);
    refuse_if(std::any_of(before.begin(), before.end(), is_digit), "D3090");
  }
  if (const std::size_t at = parts.fraction.rfind(format.digit); at != Text::npos) {
    const Text behind = parts.fraction.substr(at);
    refuse_if(std::any_of(behind.begin(), behind.end(), is_digit), "D3091");
  }
  if (parts.exponent.has_value()) {
    refuse_if(!parts.exponent->empty() && has_sign, "D3092");
    refuse_if(parts.exponent->empty() ||
                  !std::all_of(parts.exponent->begin(), parts.exponent->end(), is_digit),
              "D3093");
  }
  return code;
}

int count_digits(const DecimalFormat& format, Text text, bool optional_too) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [&](char32_t c) {
    return optional_too ? format.is_any_digit(c) : format.is_digit(c);
  }));
}

std::vector<int> group_places(const DecimalFormat& format, Text text, Text integer, bool to_left) {
  std::vector<int> places;
  std::size_t at = text.find(format.grouping_separator);
  while (at != Text::npos) {
    const Text side = to_left ? text.substr(0, std::min(at, text.size()))
                              : text.substr(std::min(at, text.size()));
    places.push_back(count_digits(format, side, true));
    // The next one is looked for in the integer part, whichever part it is.
    at = integer.find(format.grouping_separator, at + 1);
  }
  return places;
}

int interval_of(const std::vector<int>& places) {
  const int interval =
      std::accumulate(places.begin(), places.end(), 0, [](int a, int b) { return std::gcd(a, b); });
  for (std::size_t i = 1; i <= places.size(); ++i) {
    const int wanted = static_cast<int>(i) * interval;
    if (std::find(places.begin(), places.end(), wanted) == places.end()) return 0;
  }
  return interval;
}

}  // namespace

bool DecimalFormat::is_active(char32_t c) const {
  const std::u32string one{c};
  return is_digit(c) || one == decimal_separator || one == exponent_separator ||
         one == grouping_separator || one == digit || one == pattern_separator;
}

Result<SubPicture, Failure> analyse_sub_picture(Evaluation& evaluation, const DecimalFormat& format,
                                                std::u32string_view text) {
  const Parts parts = split_parts(format, text);
  if (const std::string_view code = mistake_in(format, text, parts); !code.empty()) {
    return evaluation.fail(code);
  }
  SubPicture picture;
  picture.text = text;
  picture.prefix = parts.prefix;
  picture.suffix = parts.suffix;
  picture.integer_groups = group_places(format, parts.integer, parts.integer, false);
  picture.interval = interval_of(picture.integer_groups);
  picture.fractional_groups = group_places(format, parts.fraction, parts.integer, true);
  picture.integer_min = picture.scaling = count_digits(format, parts.integer, false);
  picture.fraction_min = count_digits(format, parts.fraction, false);
  picture.fraction_max = count_digits(format, parts.fraction, true);
  if (picture.integer_min == 0 && picture.fraction_max == 0) {
    if (parts.exponent.has_value()) {
      picture.fraction_min = picture.fraction_max = 1;
    } else {
      picture.integer_min = 1;
    }
  }
  const bool optional_integer = parts.integer.find(format.digit) != Text::npos;
  if (parts.exponent.has_value() && picture.integer_min == 0 && optional_integer) {
    picture.integer_min = 1;
  }
  if (picture.integer_min == 0 && picture.fraction_min == 0) picture.fraction_min = 1;
  if (parts.exponent.has_value())
    picture.exponent_min = count_digits(format, *parts.exponent, false);
  return picture;
}

}  // namespace spotdrill::jsonata
