#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "jsonata/functions/calendar.hpp"
#include "jsonata/functions/date_picture.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// What a text says of each component; one that was there and says nothing has no value.
using Components = std::map<char, std::optional<double>>;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view{".*+?^${}()|[]\\"}.find(c) != std::string_view::npos) out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

/// What stands between the hours and the minutes of a zone.
std::string zone_separator(const DatePart& part) {
  return from_utf32({&part.integer->separators[0].character, 1});
}

Result<std::string, Failure> integer_pattern(Evaluation& evaluation, const DatePart& part) {
  const IntegerPicture& picture = *part.integer;
  const bool upper = picture.letter_case == LetterCase::Upper;
  switch (picture.numbering) {
    case Numbering::Letters:
      return std::string{upper ? "[A-Z]+" : "[a-z]+"};
    case Numbering::Roman:
      return std::string{upper ? "[MDCLXVI]+" : "[mdclxvi]+"};
    case Numbering::Words:
      return "(?:" + word_alternatives() + ")+";
    case Numbering::Sequence:
      return evaluation.fail("D3130", evaluation.arena.keep(picture.text));
    case Numbering::Decimal:
      break;
  }
  std::string pattern = "[0-9]";
  if (part.digits <= 0) {
    pattern += "+";
  } else if (picture.optional_digits == 0) {
    pattern += "{" + std::to_string(part.digits) + "}";
  } else {
    pattern += "{" + std::to_string(std::max(part.digits - picture.optional_digits, 0)) + "," +
               std::to_string(part.digits) + "}";
  }
  return picture.ordinal ? pattern + "(?:th|st|nd|rd)" : pattern;
}

std::string zone_pattern(const DatePart& part) {
  std::string pattern = part.letter() == 'z' ? "GMT[-+][0-9]+" : "[-+][0-9]+";
  if (part.integer->interval > 0) {
    pattern += escaped(zone_separator(part)) + "[0-9]+";
  }
  return pattern;
}

Result<std::string, Failure> part_pattern(Evaluation& evaluation, const DatePart& part) {
  const char letter = part.letter();
  if (part.component.empty()) return escaped(part.literal);
  if (letter == 'Z' || letter == 'z') return zone_pattern(part);
  if (part.integer.has_value()) return integer_pattern(evaluation, part);
  const bool has_names = letter == 'M' || letter == 'x' || letter == 'F' || letter == 'P';
  if (!has_names) return evaluation.fail("D3133", evaluation.arena.keep(part.component));
  return std::string{"[a-zA-Z]+"};
}

double zone_minutes(const DatePart& part, std::string_view text) {
  if (part.letter() == 'z') text.remove_prefix(std::min<std::size_t>(3, text.size()));
  double hours = 0;
  double minutes = 0;
  if (part.integer->interval > 0) {
    const std::string separator = zone_separator(part);
    const std::size_t at = text.find(separator);
    hours = leading_integer(text.substr(0, at));
    minutes = leading_integer(
        text.substr(std::min(at, text.size() - separator.size()) + separator.size()));
  } else if (text.size() <= 3) {
    hours = leading_integer(text);
  } else {
    hours = leading_integer(text.substr(0, 3));
    minutes = leading_integer(text.substr(3));
  }
  return hours * 60 + minutes;
}

template <std::size_t count>
std::optional<double> place_of(const std::array<std::string_view, count>& names,
                               std::string_view text, const DatePart& part) {
  const auto length = static_cast<std::size_t>(part.width_max.value_or(0));
  for (std::size_t i = count; i-- > 0;) {
    if ((length > 0 ? names[i].substr(0, length) : names[i]) == text)
      return static_cast<double>(i + 1);
  }
  return std::nullopt;
}

Result<std::optional<double>, Failure> part_value(Evaluation& evaluation, const DatePart& part,
                                                  std::string_view text) {
  using Found = std::optional<double>;
  switch (part.letter()) {
    case 'Z':
    case 'z':
      return Found{zone_minutes(part, text)};
    case 'P':
      if (text == "am" || text == "AM") return Found{0};
      return text == "pm" || text == "PM" ? Found{1} : Found{};
    default:
      break;
  }
  if (part.integer.has_value()) return Found{TRY(parse_integer(evaluation, text, *part.integer))};
  return part.letter() == 'F' ? place_of(day_names, text, part) : place_of(month_names, text, part);
}

Result<std::optional<Components>, Failure> read_components(Evaluation& evaluation,
                                                           const DatePicture& parts,
                                                           std::string_view text) {
  std::string pattern = "^";
  for (const DatePart& part : parts) pattern += "(" + TRY(part_pattern(evaluation, part)) + ")";
  const auto regex = Regex::compile(pattern + "$", "i");
  if (!regex.has_value()) return evaluation.fail("D3136");
  const Subject subject{text};
  const auto found = regex->search(subject, 0, evaluation.steps_left());
  if (!found.has_value()) return evaluation.stopped();
  if (!found->has_value()) return std::optional<Components>{};
  Components components;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].component.empty()) continue;
    const Group group = (*found)->groups[i].value_or(Group{});
    const std::string said = subject.between(group.start, group.end);
    components[parts[i].letter()] = TRY(part_value(evaluation, parts[i], said));
  }
  if (components.empty()) return std::optional<Components>{};
  return std::optional{std::move(components)};
}

/// Whether of `letters` only such as `allowed` has are there, and at least one of them.
bool is_made_of(const Components& components, std::string_view letters, std::string_view allowed) {
  bool any = false;
  for (const char letter : letters) {
    const auto found = components.find(letter);
    const bool there = found != components.end() && found->second.has_value() &&
                       !std::isnan(*found->second) && *found->second != 0;
    if (there && allowed.find(letter) == allowed.npos) return false;
    any = any || there;
  }
  return any;
}

/// What is not said: left of what is, it is as now, right of it the least.
Result<void, Failure> complete(Evaluation& evaluation, std::string_view letters,
                               Components& components) {
  const auto now = static_cast<double>(evaluation.environment().now_milliseconds);
  bool begun = false;
  bool ended = false;
  for (const char letter : letters) {
    std::optional<double>& value = components[letter];
    if (value.has_value()) {
      begun = true;
      if (ended) return evaluation.fail("D3136");
    } else if (begun) {
      value = letter == 'M' || letter == 'D' || letter == 'd' ? 1 : 0;
      ended = true;
    } else {
      value = letter == 'P' ? not_a_number : date_component(now, letter);
    }
  }
  return {};
}

Outcome time_of(Evaluation& evaluation, Components& components) {
  static constexpr std::string_view date_letters = "YXMxWwdD";
  static constexpr std::string_view time_letters = "PHhmsf";
  const bool by_month = is_made_of(components, date_letters, "YMD");
  const bool by_day_of_year = !by_month && is_made_of(components, date_letters, "Yd");
  const bool by_week_of_month = is_made_of(components, date_letters, "Xxw");
  const bool by_week = !by_week_of_month && is_made_of(components, date_letters, "XW");
  const bool in_24_hours = is_made_of(components, time_letters, "Hmsf");
  const bool in_12_hours = !in_24_hours && is_made_of(components, time_letters, "Phmsf");
  std::string letters = by_day_of_year ? "YD" : by_week_of_month ? "XxwF" : by_week ? "XWF" : "YMD";
  letters += in_12_hours ? "Phmsf" : "Hmsf";
  TRY(complete(evaluation, letters, components));
  const auto value = [&](char letter) {
    const auto found = components.find(letter);
    return found != components.end() ? found->second.value_or(not_a_number) : not_a_number;
  };
  double month = value('M') > 0 ? value('M') - 1 : 0;
  double day = value('D');
  double hour = value('H');
  if (by_day_of_year) {
    const double date = utc_milliseconds(value('Y'), 0) + (value('d') - 1) * milliseconds_per_day;
    if (std::isnan(date)) return date;
    const CivilTime derived = civil_time(date);
    month = derived.month - 1;
    day = derived.day;
  }
  // Weeks are not read by the reference, either.
  if (by_week_of_month || by_week) return evaluation.fail("D3136");
  if (in_12_hours) {
    hour = value('h') == 12 ? 0 : value('h');
    if (value('P') == 1) hour += 12;
  }
  const double time =
      utc_milliseconds(value('Y'), month, day, hour, value('m'), value('s'), value('f'));
  const auto zone = [&](char letter) {
    const double minutes = value(letter);
    return std::isnan(minutes) ? 0 : minutes;
  };
  return time - (zone('Z') != 0 ? zone('Z') : zone('z')) * 60'000;
}

}  // namespace

Outcome parse_date(Evaluation& evaluation, std::string_view text, Value picture) {
  if (!picture.defined()) {
    const auto time = parse_iso8601(text);
    if (!time.has_value()) return evaluation.fail("D3110", text);
    return *time;
  }
  const auto parts = TRY(analyse_date_picture(evaluation, picture.string()));
  auto components = TRY(read_components(evaluation, parts, text));
  if (!components.has_value()) return Value{};
  return time_of(evaluation, *components);
}

}  // namespace spotdrill::jsonata
