#include "jsonata/functions/date_picture.hpp"

#include <algorithm>
#include <cmath>

#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

constexpr int width_bound = 1'000;

std::string_view default_presentation(char component) {
  switch (component) {
    case 'Y':
    case 'M':
    case 'D':
    case 'd':
    case 'W':
    case 'w':
    case 'X':
    case 'x':
    case 'H':
    case 'h':
    case 'f':
      return "1";
    case 'F':
    case 'P':
    case 'C':
    case 'E':
      return "n";
    case 'm':
    case 's':
      return "01";
    case 'Z':
    case 'z':
      return "01:01";
    default:
      return {};
  }
}

bool is_one_of(char component, std::string_view letters) {
  return component != '\0' && letters.find(component) != letters.npos;
}

std::optional<int> width_of(std::string_view text) {
  const double width = leading_integer(text);
  if (!(width >= 0)) return std::nullopt;  // "*", or no number.
  return static_cast<int>(std::min(width, static_cast<double>(width_bound)));
}

/// What stands behind the last comma: the least width, and the greatest behind a hyphen.
void read_width(std::string_view text, DatePart& part) {
  const std::size_t hyphen = text.find('-');
  part.width_min = width_of(text.substr(0, hyphen));
  if (hyphen != text.npos) part.width_max = width_of(text.substr(hyphen + 1));
}

Result<void, Failure> read_presentation(Evaluation& evaluation, std::string_view text,
                                        DatePart& part) {
  std::string_view first = text;
  char second = '\0';
  if (text.size() > 1 && is_one_of(text.back(), "atco")) {
    second = text.back();
    first.remove_suffix(1);
  } else if (text.empty()) {
    first = default_presentation(part.letter());
  }
  if (first.empty()) return evaluation.fail("D3132", evaluation.arena.keep(part.component));
  part.as_z = second == 't';
  if (first[0] == 'n') {
    part.names = LetterCase::Lower;
  } else if (first[0] == 'N') {
    part.names = first.substr(1).starts_with('n') ? LetterCase::Title : LetterCase::Upper;
  } else if (is_one_of(part.letter(), "YMDdFWwXxHhmsf")) {
    std::string pattern{first};
    if (second != '\0') pattern += std::string{";"} + second;
    IntegerPicture& integer =
        part.integer.emplace(TRY(analyse_integer_picture(evaluation, pattern)));
    integer.mandatory_digits = std::max(integer.mandatory_digits, part.width_min.value_or(0));
    if (!is_one_of(part.letter(), "YMD")) return {};
    const int digits = integer.mandatory_digits + integer.optional_digits;
    if (part.width_max.has_value()) {
      part.digits = integer.mandatory_digits = *part.width_max;
    } else if (digits >= 2) {
      part.digits = digits;
    }
  }
  if (is_one_of(part.letter(), "Zz")) {
    part.integer = TRY(analyse_integer_picture(evaluation, first));
  }
  return {};
}

Result<DatePart, Failure> read_marker(Evaluation& evaluation, std::string_view text) {
  std::string marker;
  for (const char c : text) {
    if (std::string_view{" \t\n\r\f\v"}.find(c) == std::string_view::npos) marker.push_back(c);
  }
  DatePart part;
  const std::size_t letter = code_point_offset(marker, 1);
  part.component = marker.substr(0, letter);
  std::string_view presentation{marker};
  if (const std::size_t comma = marker.rfind(','); comma != marker.npos) {
    read_width(std::string_view{marker}.substr(comma + 1), part);
    presentation = presentation.substr(0, comma);
  }
  presentation.remove_prefix(std::min(letter, presentation.size()));
  TRY(read_presentation(evaluation, presentation, part));
  return part;
}

void add_literal(std::string_view text, DatePicture& parts) {
  if (text.empty()) return;
  DatePart part;
  for (std::size_t i = 0; i < text.size(); ++i) {
    part.literal.push_back(text[i]);
    if (text.substr(i).starts_with("]]")) ++i;
  }
  parts.push_back(std::move(part));
}

}  // namespace

Result<DatePicture, Failure> analyse_date_picture(Evaluation& evaluation,
                                                  std::string_view picture) {
  DatePicture parts;
  std::size_t start = 0;
  for (std::size_t at = picture.find('['); at != picture.npos; at = picture.find('[', start)) {
    add_literal(picture.substr(start, at - start), parts);
    if (picture.substr(at).starts_with("[[")) {
      add_literal("[", parts);
      start = at + 2;
      continue;
    }
    const std::size_t end = picture.find(']', at);
    if (end == picture.npos) return evaluation.fail("D3135");
    parts.push_back(TRY(read_marker(evaluation, picture.substr(at + 1, end - at - 1))));
    start = end + 1;
    if (!evaluation.spend()) return evaluation.stopped();
  }
  add_literal(picture.substr(start), parts);
  return parts;
}

}  // namespace spotdrill::jsonata
