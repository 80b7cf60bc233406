#include "drill/sketch/printed.hpp"

#include <algorithm>
#include <cctype>
#include <regex>
#include <utility>

#include "base/lower_case.hpp"
#include "drill/readings/figure_labels.hpp"

namespace spotdrill::drill::sketch {

namespace {

/// std::regex recurses once for each character.
constexpr std::size_t line_bytes_max = 1000;

/// A piece of a format string: text as it is printed, or the expression that a value comes from.
struct Piece {
  bool value = false;
  std::string text;
};

/// How a language puts values into a string.
struct Style {
  bool dollars = false;   ///< "$name", "${name}", "$(command)".
  bool braces = false;    ///< "{name}".
  bool percents = false;  ///< "%d", and "%%" for one.
};

/// Where the bracket that opens at `text[open]` is closed; npos when it is not.
std::size_t closing(std::string_view text, std::size_t open) {
  const char opens = text[open];
  const char closes = opens == '(' ? ')' : '}';
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == opens) ++depth;
    if (text[i] == closes && --depth == 0) return i;
  }
  return std::string_view::npos;
}

std::size_t name_end(std::string_view text, std::size_t from) {
  while (from < text.size() && (std::isalnum(static_cast<unsigned char>(text[from])) != 0 ||
                                text[from] == '_' || text[from] == '.')) {
    ++from;
  }
  return from;
}

/// The length of a conversion such as "%.1f" at the beginning of `text`; 0 when there is none.
std::size_t conversion(std::string_view text) {
  std::size_t i = text.find_first_not_of("-+0#123456789.hlzjt", 1);
  if (text.size() < 2 || i == std::string_view::npos) return 0;
  return std::string_view{"diufgeGsv"}.find(text[i]) == std::string_view::npos ? 0 : i + 1;
}

/// The value at the beginning of `text`, and how long it is; length 0 when text stands there.
std::pair<std::string, std::size_t> value_at(std::string_view text, const Style& style) {
  if (style.dollars && text[0] == '$') {
    const std::size_t skip = text.substr(0, 2) == "$$" ? 2 : 1;  // make writes "$$".
    if (skip < text.size() && (text[skip] == '(' || text[skip] == '{')) {
      const std::size_t end = closing(text, skip);
      if (end == std::string_view::npos) return {};
      return {std::string{text.substr(skip + 1, end - skip - 1)}, end + 1};
    }
    const std::size_t end = name_end(text, skip);
    if (end > skip) return {std::string{text.substr(skip, end - skip)}, end};
  }
  if (style.braces && text[0] == '{') {
    const std::size_t end = closing(text, 0);
    if (end == std::string_view::npos) return {};
    std::string_view inside = text.substr(1, end - 1);
    if (const std::size_t colon = inside.rfind(':'); colon != std::string_view::npos) {
      inside = inside.substr(0, colon);
    }
    return {std::string{inside}, end + 1};
  }
  if (style.percents && text[0] == '%') return {"", conversion(text)};
  return {};
}

/// Takes a format string apart.
std::vector<Piece> pieces_of(std::string_view text, Style style) {
  std::vector<Piece> pieces(1);
  const bool named = style.braces && text.find('{') != std::string_view::npos;
  if (named) style.percents = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto [value, length] = value_at(text.substr(i), style);
    if (length > 0) {
      pieces.push_back({.value = true, .text = value});
      pieces.emplace_back();
      i += length;
      continue;
    }
    const bool escaped = text[i] == '\\' && i + 1 < text.size();
    const bool doubled = style.percents && text.substr(i, 2) == "%%";
    if (escaped) {
      const char next = text[i + 1];
      pieces.back().text += next == 'n' || next == 'r' ? '\n' : next == 't' ? '\t' : next;
    } else {
      pieces.back().text += text[i];
    }
    i += escaped || doubled ? 2 : 1;
  }
  return pieces;
}

struct Literal {
  std::string text;
  std::size_t begin = 0;     ///< Where it stands in its line.
  bool formatted = false;    ///< Python's f"…".
  bool quoted_back = false;  ///< JavaScript's `…`.
  std::string after;         ///< The rest of the line: the values of a format string.
};

/// The string literals of a line. In a shell's, a command substitution has quotes of its own.
std::vector<Literal> literals_of(std::string_view line, bool shell) {
  std::vector<Literal> found;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char quote = line[i];
    if (quote != '"' && quote != '\'' && (shell || quote != '`')) continue;
    std::size_t end = i + 1;
    while (end < line.size() && line[end] != quote) {
      const bool command = shell && line[end] == '$' && line.substr(end + 1, 1) == "(";
      const std::size_t close = command ? closing(line, end + 1) : std::string_view::npos;
      if (close != std::string_view::npos) {
        end = close;
      } else if (line[end] == '\\') {
        ++end;
      }
      ++end;
    }
    if (end >= line.size()) return found;
    const bool formatted = i > 0 && (line[i - 1] == 'f' || line[i - 1] == 'F');
    found.push_back({.text = std::string{line.substr(i + 1, end - i - 1)},
                     .begin = i,
                     .formatted = formatted,
                     .quoted_back = quote == '`',
                     .after = std::string{line.substr(end + 1)}});
    i = end;
  }
  return found;
}

/// The values after a format string: `, n, total)`, `% (n, total)`, `.format(n, total)`.
std::vector<std::string> arguments_in(std::string_view after) {
  after.remove_prefix(std::min(after.find_first_not_of(" ,.%"), after.size()));
  if (after.starts_with("format")) after.remove_prefix(6);
  if (after.starts_with('(')) after.remove_prefix(1);
  std::vector<std::string> arguments(1);
  int depth = 0;
  for (const char c : after) {
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && --depth < 0) break;
    if (c == ',' && depth == 0) {
      arguments.emplace_back();
    } else if (c != ' ') {
      arguments.back() += c;
    }
  }
  return arguments;
}

/// Gives values without a name that of the argument in their place.
void name_values(std::vector<Piece>& pieces, const std::string& after) {
  const std::vector<std::string> arguments = arguments_in(after);
  std::size_t next = 0;
  for (Piece& piece : pieces) {
    if (!piece.value || !piece.text.empty()) continue;
    if (next < arguments.size()) piece.text = arguments[next];
    ++next;
  }
}

std::regex words(const char* pattern) {
  return std::regex{pattern, std::regex::ECMAScript | std::regex::icase};
}

bool matches(const std::string& text, const std::regex& pattern) {
  return std::regex_search(text, pattern);
}

/// `text` as a regular expression that takes any number of blanks where it has some.
std::string as_pattern(std::string_view text) {
  std::string pattern;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' || text[i] == '\t') {
      if (!pattern.ends_with(" *")) pattern += " *";
    } else {
      if (std::string_view{R"(\^$.|?*+()[]{})"}.find(text[i]) != std::string_view::npos) {
        pattern += '\\';
      }
      pattern += text[i];
    }
  }
  return pattern;
}

/// What is printed on the number's own line.
std::string last_line(const std::string& text) {
  return text.substr(text.rfind('\n') + 1);
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

std::string trim_left(std::string text) {
  return text.erase(0, text.find_first_not_of(" \t"));
}

std::string trim_right(std::string text) {
  text.erase(text.find_last_not_of(" \t") + 1);
  return text;
}

/// How much each kind looks like progress: a pair that counts what comes again and again is the
/// whole of it, a percentage may be of anything.
constexpr int outer_weight = 50;
constexpr int counted_weight = 40;
constexpr int percent_weight = 30;
constexpr int labelled_weight = 10;
constexpr int named_weight = 5;

/// A value in its string: `before` and `after` it on its line, and what comes next there.
struct ValueAt {
  std::string name;
  std::string before;
  std::string after;
  std::string next;
  std::string line;  ///< As it is printed, with 0 for every value.
  std::size_t begin = 0;
};

/// A number of saved work that has no word of its own: "saved {step}".
std::optional<PrintedNumber> bare_saved(const ValueAt& value) {
  static const std::regex saved_value =
      words(R"(\b(saved|checkpoint(ed)?|uploaded|written)( +(at|to|up +to))?[ =:#]*$)");
  if (value.name.empty() || !matches(value.before, saved_value)) return std::nullopt;
  return PrintedNumber{.saved = true,
                       .unit = PrintedNumber::Unit::Labelled,
                       .pattern = as_pattern(trim_left(value.before)) + "([0-9.]+)",
                       .value = value.name,
                       .weight = 1};
}

/// What the number at `value` is, if it is one of progress or of saved work. The string that it is
/// in is `whole`.
std::optional<PrintedNumber> classify(const ValueAt& value, const std::string& whole) {
  static const std::regex percent = words("^ *%");
  static const std::regex counted = words(R"(^ *(?:of|/|out of) *(\d*))");
  static const std::regex labelled =
      words(R"(\b(\w*(?:step|epoch|iteration|batch|frame|record|item|file)s?)[ =:#]*$)");
  static const std::regex other = words(R"(resum|restor|\b(re)?load|restart)");
  static const std::regex saved_before =
      words(R"(\b(sav(ed|ing)|checkpoint(ed|ing)?|snapshot|written|uploaded|synced)\b)");
  static const std::regex saved_after =
      words(R"(^ *%? *(saved|checkpointed|written|uploaded|synced)\b)");
  static const std::regex done = words("progress|done|complete");
  PrintedNumber number{.value = value.name};
  std::string after = value.after;
  std::size_t end = value.begin + 1;
  std::smatch match;
  if (matches(after, percent)) {
    number.unit = PrintedNumber::Unit::Percent;
    number.weight = percent_weight;
    end += after.find('%') + 1;
  } else if (std::regex_search(value.after, match, counted)) {
    number.unit = PrintedNumber::Unit::Counted;
    number.weight = counted_weight;
    number.total = match[1].length() > 0 ? match[1].str() : value.next;
    end += static_cast<std::size_t>(match.length()) + (match[1].length() > 0 ? 0 : 1);
    // What follows differs: "[3/30] skipped", "[3/30] done".
    if (!matches(value.after, saved_after)) after = match[0].str();
  } else if (std::regex_search(value.before, match, labelled)) {
    number.unit = PrintedNumber::Unit::Labelled;
    number.weight = labelled_weight;
    number.total = lower_case(match[1].str());
  } else {
    return matches(whole, other) ? std::nullopt : bare_saved(value);
  }
  const FigureLabel label = figure_label(value.line, 0, value.begin, end);
  if (label.other || matches(whole, other)) return std::nullopt;
  // "Accuracy: 9/10 (90%)": what stands before its bracket names it.
  static const std::regex bracket = words(R"(^ *[(\[] *$)");
  static const std::regex numbers_before = words(R"([\s0/().:=\[]*$)");
  if (matches(value.before, bracket) &&
      std::regex_search(value.line.cbegin(),
                        value.line.cbegin() + static_cast<std::ptrdiff_t>(value.begin), match,
                        numbers_before)) {
    const auto at = static_cast<std::size_t>(match.position());
    if (figure_label(value.line, 0, at, at).other) return std::nullopt;
  }
  number.saved = matches(value.before, saved_before) || matches(value.after, saved_after);
  number.outer = number.unit == PrintedNumber::Unit::Counted && label.outer;
  if (number.outer) number.weight = outer_weight;
  if (matches(value.before, done) || matches(value.after, done)) number.weight += named_weight;
  number.pattern =
      as_pattern(trim_left(value.before)) + "([0-9.]+)" + as_pattern(trim_right(after));
  return number;
}

/// Whether a line prints to its standard output or error rather than into a file.
bool prints(const std::string& line) {
  static const std::regex into_file =
      words(R"(\b(?!stdout|stderr)\w+\.write\(|\bfile *= *(?!sys\.std))");
  static const std::regex printing =
      words(R"(\b(print(f|ln!?)?|fprintf|echo|puts|cout|cerr|write|log|logger|logging|info|message)"
            R"(|cat|console|say)\b)");
  return !matches(line, into_file) && matches(line, printing);
}

/// Whether a string of a program may be the format of a number: most are not, and there are many.
bool may_be_format(std::string_view line) {
  return line.find("%%") != std::string_view::npos ||
         line.find(" of %") != std::string_view::npos ||
         line.find("tep %") != std::string_view::npos ||
         line.find("poch %") != std::string_view::npos;
}

std::vector<Literal> literals_in(const std::string& text, bool bare, bool shell, bool echo) {
  if (bare) return {{.text = text}};
  std::vector<Literal> literals = literals_of(text, shell);
  if (!literals.empty() || !echo) return literals;
  const std::string words_of_echo = text.substr(text.find("echo") + 4);
  return {{.text = words_of_echo.substr(0, words_of_echo.find_first_of(";&|>"))}};
}

/// Whether the literal at `begin` is what `echo` prints: not the format of a printf after it.
bool is_echoed(const std::string& text, std::size_t begin) {
  const std::string before = text.substr(0, begin);
  const std::size_t echo = before.rfind("echo");
  const std::size_t format = before.rfind("printf");
  return echo != std::string::npos && (format == std::string::npos || echo > format);
}

/// The value `at` of `pieces`, a whole format string.
ValueAt value_in(const std::vector<Piece>& pieces, std::size_t at) {
  ValueAt value{.name = pieces[at].text,
                .before = last_line(pieces[at - 1].text),
                .after = first_line(pieces[at + 1].text),
                .next = at + 2 < pieces.size() ? pieces[at + 2].text : std::string{}};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == at) value.begin = value.line.size();
    value.line += pieces[i].value ? "0" : pieces[i].text;
  }
  return value;
}

}  // namespace

std::vector<PrintedNumber> printed_numbers(std::string_view line, bool saved, bool bare) {
  const std::string text{line.substr(0, line_bytes_max)};
  if (bare ? !may_be_format(text) : !prints(text)) return {};
  static const std::regex echoing = words(R"(\becho\b)");
  static const std::regex shell_printf = words(R"(\bprintf +["'])");
  static const std::regex joined = words(R"(<< *"%|\+ *["']%|, *["']%)");
  const bool echo = matches(text, echoing);
  const bool shell = echo || matches(text, shell_printf);
  std::vector<PrintedNumber> found;
  for (const Literal& literal : literals_in(text, bare, shell, echo)) {
    std::string content = literal.text;
    // A value that stands before the string: `<< x << "% done"`.
    const bool streamed = !bare && content.starts_with('%') && matches(text, joined);
    if (streamed) content.insert(0, "{}");
    const bool dollars = shell || literal.quoted_back;
    const bool echoed = echo && (literal.begin == 0 || is_echoed(text, literal.begin));
    std::vector<Piece> pieces =
        pieces_of(content, {.dollars = dollars,
                            .braces = !dollars,
                            .percents = !echoed && !literal.formatted && !literal.quoted_back});
    name_values(pieces, literal.after);
    for (std::size_t i = 1; i + 1 < pieces.size(); i += 2) {
      const auto number = classify(value_in(pieces, i), content);
      if (number && number->saved == saved) found.push_back(*number);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& one, const auto& other) { return one.weight > other.weight; });
  return found;
}

std::optional<PrintedNumber> printed_number(std::string_view line, bool saved, bool bare) {
  const std::vector<PrintedNumber> found = printed_numbers(line, saved, bare);
  return found.empty() ? std::nullopt : std::optional{found.front()};
}

}  // namespace spotdrill::drill::sketch
