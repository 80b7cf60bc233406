#include <cmath>

#include "jsonata/functions/calendar.hpp"
#include "jsonata/functions/date_picture.hpp"
#include "jsonata/functions/library.hpp"
#include "jsonata/letter_case.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

constexpr std::string_view iso8601_picture =
    "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

/// A time zone as the reference reads it: below zero hours are rounded down and minutes stay
/// negative.
struct Zone {
  double hours = 0;
  double minutes = 0;
  double offset() const { return hours * 100 + minutes; }
};

std::string in_case(std::string_view name, LetterCase letter_case) {
  if (letter_case == LetterCase::Upper) return uppercase(name);
  return letter_case == LetterCase::Lower ? lowercase(name) : std::string{name};
}

Result<std::string, Failure> name_of(Evaluation& evaluation, const DatePart& part, double value) {
  std::string_view name;
  if (part.letter() == 'M' || part.letter() == 'x') {
    name = month_names[static_cast<std::size_t>(value) - 1];
  } else if (part.letter() == 'F') {
    name = day_names[static_cast<std::size_t>(value) - 1];
  } else {
    return evaluation.fail("D3133", evaluation.arena.keep(part.component));
  }
  std::string text = in_case(name, part.names);
  if (part.width_max.has_value())
    text.resize(std::min(text.size(), static_cast<std::size_t>(*part.width_max)));
  return text;
}

Result<std::string, Failure> zone_text(Evaluation& evaluation, const DatePart& part,
                                       const Zone& zone) {
  const IntegerPicture& picture = *part.integer;
  const double offset = zone.offset();
  std::string text;
  if (picture.interval > 0) {
    text = TRY(format_integer(evaluation, offset, picture));
  } else if (picture.mandatory_digits == 1 || picture.mandatory_digits == 2) {
    text = TRY(format_integer(evaluation, zone.hours, picture));
    if (zone.minutes != 0) {
      const auto two_digits = TRY(analyse_integer_picture(evaluation, "00"));
      text += ":" + TRY(format_integer(evaluation, zone.minutes, two_digits));
    }
  } else if (picture.mandatory_digits == 3 || picture.mandatory_digits == 4) {
    text = TRY(format_integer(evaluation, offset, picture));
  } else {
    return evaluation.fail("D3134");
  }
  if (offset >= 0) text.insert(0, 1, '+');
  if (part.letter() == 'z') text.insert(0, "GMT");
  return offset == 0 && part.as_z ? "Z" : text;
}

Result<std::string, Failure> part_text(Evaluation& evaluation, const DatePart& part, double time,
                                       const Zone& zone) {
  const char letter = part.letter();
  if (part.component.empty()) return part.literal;
  if (letter == 'Z' || letter == 'z') return zone_text(evaluation, part, zone);
  if (letter == 'P') {
    const bool afternoon = date_component(time, 'H') >= 12;
    return in_case(afternoon ? "pm" : "am", part.names);
  }
  if (letter == 'C' || letter == 'E') return std::string{"ISO"};
  double value = date_component(time, letter);
  if (std::isnan(value)) return std::string{"undefined"};  // As the reference has it.
  if (part.names != LetterCase::None && letter != 'f') return name_of(evaluation, part, value);
  if (letter == 'Y' && part.digits != -1) value = std::fmod(value, std::pow(10, part.digits));
  if (!part.integer.has_value())
    return evaluation.fail("D3133", evaluation.arena.keep(part.component));
  return format_integer(evaluation, value, *part.integer);
}

Outcome from_millis(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value time = argument(arguments, 0);
  if (!time.defined()) return Value{};
  return format_date(evaluation, time.number(), argument(arguments, 1), argument(arguments, 2));
}

Outcome to_millis(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  return parse_date(evaluation, text.string(), argument(arguments, 1));
}

Outcome now(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const auto time = static_cast<double>(evaluation.environment().now_milliseconds);
  return format_date(evaluation, time, argument(arguments, 0), argument(arguments, 1));
}

Outcome millis(Evaluation& evaluation, Arguments&, const Caller&) {
  return static_cast<double>(evaluation.environment().now_milliseconds);
}

constexpr Builtin functions_of_dates[] = {
    {"fromMillis", "<n-s?s?:s>", 3, from_millis},
    {"toMillis", "<s-s?:n>", 2, to_millis},
    {"now", "<s?s?:s>", 2, now},
    {"millis", "<:n>", 0, millis},
};

}  // namespace

Outcome format_date(Evaluation& evaluation, double milliseconds, Value picture, Value zone) {
  Zone offset;
  if (zone.defined()) {
    const double given = leading_integer(zone.string());
    if (!std::isnan(given)) offset = {std::floor(given / 100), std::fmod(given, 100)};
  }
  const double time = std::trunc(milliseconds + (60 * offset.hours + offset.minutes) * 60'000);
  if (!(std::abs(time) <= date_milliseconds_max)) return evaluation.fail("D1001", milliseconds);
  const auto parts =
      TRY(analyse_date_picture(evaluation, picture.defined() ? picture.string() : iso8601_picture));
  TextBuilder out{evaluation.arena};
  for (const DatePart& part : parts) out.append(TRY(part_text(evaluation, part, time, offset)));
  return out.text();
}

std::span<const Builtin> date_functions() {
  return functions_of_dates;
}

}  // namespace spotdrill::jsonata
