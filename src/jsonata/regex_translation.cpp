#include "jsonata/regex_translation.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jsonata/regex_members.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

constexpr std::wstring_view line_end = L"[\\x{a}\\x{d}\\x{2028}\\x{2029}]";
constexpr std::wstring_view any_but_line_end = L"[^\\x{a}\\x{d}\\x{2028}\\x{2029}]";
constexpr std::wstring_view any_character = L"[\\x{0}-\\x{ffff}]";
constexpr std::wstring_view nothing = L"(?!)";
constexpr std::wstring_view word_boundary =
    L"(?:(?<=[0-9A-Z_a-z])(?![0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?=[0-9A-Z_a-z]))";
constexpr std::wstring_view no_word_boundary =
    L"(?:(?<=[0-9A-Z_a-z])(?=[0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?![0-9A-Z_a-z]))";
constexpr std::size_t nesting_max = 200;
constexpr unsigned long repetitions_max = 1'000;

using Words = Result<std::wstring, std::string>;

class Translator {
 public:
  Translator(std::string_view source, bool ignore_case, bool multiline)
      : source_(source),
        pattern_(to_utf16(source)),
        ignore_case_(ignore_case),
        multiline_(multiline) {}

  Words translate();

 private:
  struct Repetition {
    std::size_t end = 0;  ///< Behind it.
    std::wstring text;
  };

  Words disjunction();
  Words term();
  Words group();
  Words atom_escape();
  Words back_reference();
  Words named_reference();
  Words character_class();
  Result<std::optional<char16_t>, std::string> class_atom(std::wstring& members);
  char16_t character_escape();
  std::optional<char16_t> hexadecimal(std::size_t digits);
  std::optional<Repetition> repetition() const;
  void count_groups();

  char16_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : u'\0';
  }
  bool done() const { return at_ >= pattern_.size(); }
  bool take(std::u16string_view text) {
    if (std::u16string_view{pattern_}.substr(std::min(at_, pattern_.size())).starts_with(text)) {
      at_ += text.size();
      return true;
    }
    return false;
  }
  Refusal<std::string> refused(std::string_view reason) const {
    return refuse("/" + std::string{source_} + "/: " + std::string{reason});
  }

  std::string_view source_;
  std::u16string pattern_;
  bool ignore_case_;
  bool multiline_;
  std::size_t at_ = 0;
  std::size_t nesting_ = 0;
  std::size_t groups_ = 0;  // All of the pattern.
  std::size_t opened_ = 0;  // So far.
  std::map<std::u16string, std::size_t> names_;
};

/// Groups are counted beforehand: whether \2 is a group or a character depends on all of them.
void Translator::count_groups() {
  bool in_class = false;
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    const char16_t unit = pattern_[i];
    if (unit == u'\\') {
      ++i;
    } else if (in_class) {
      in_class = unit != u']';
    } else if (unit == u'[') {
      in_class = true;
    } else if (unit == u'(') {
      const std::u16string_view rest = std::u16string_view{pattern_}.substr(i + 1);
      const bool named =
          rest.starts_with(u"?<") && !rest.starts_with(u"?<=") && !rest.starts_with(u"?<!");
      if (!rest.starts_with(u"?") || named) ++groups_;
      const std::size_t end = rest.find(u'>');
      if (named && end != rest.npos) names_.emplace(rest.substr(2, end - 2), groups_);
    }
  }
}

Words Translator::translate() {
  count_groups();
  std::wstring out = TRY(disjunction());
  if (!done()) return refused("Unmatched ')'");
  return out;
}

Words Translator::disjunction() {
  if (++nesting_ > nesting_max) return refused("Regular expression too large");
  std::wstring out;
  while (!done() && peek() != u')') {
    if (take(u"|")) {
      out += L"|";
    } else {
      out += TRY(term());
    }
  }
  --nesting_;
  return out;
}

std::optional<Translator::Repetition> Translator::repetition() const {
  const char16_t unit = peek();
  if (unit == u'*' || unit == u'+' || unit == u'?') {
    return Repetition{at_ + 1, std::wstring(1, static_cast<wchar_t>(unit))};
  }
  if (unit != u'{') return std::nullopt;
  std::size_t end = at_ + 1;
  std::wstring text = L"{";
  const auto digits = [&] {
    const std::size_t start = end;
    while (end < pattern_.size() && pattern_[end] >= u'0' && pattern_[end] <= u'9') {
      text.push_back(static_cast<wchar_t>(pattern_[end++]));
    }
    return end > start;
  };
  if (!digits()) return std::nullopt;
  if (end < pattern_.size() && pattern_[end] == u',') {
    text.push_back(L',');
    ++end;
    (void)digits();
  }
  if (end >= pattern_.size() || pattern_[end] != u'}') return std::nullopt;
  return Repetition{end + 1, text + L"}"};
}

Words Translator::term() {
  std::wstring atom;
  bool repeats = true;
  if (repetition().has_value()) return refused("Nothing to repeat");
  const char16_t unit = peek();
  if (unit == u'^' || unit == u'$' || (unit == u'\\' && (peek(1) == u'b' || peek(1) == u'B'))) {
    repeats = false;
    const std::wstring start =
        multiline_ ? L"(?:\\A|(?<=" + std::wstring{line_end} + L"))" : L"\\A";
    const std::wstring end = multiline_ ? L"(?=" + std::wstring{line_end} + L"|\\z)" : L"\\z";
    atom = unit == u'^'      ? start
           : unit == u'$'    ? end
           : peek(1) == u'b' ? std::wstring{word_boundary}
                             : std::wstring{no_word_boundary};
    at_ += unit == u'\\' ? 2 : 1;
  } else if (unit == u'(') {
    atom = TRY(group());
  } else if (unit == u'[') {
    atom = TRY(character_class());
  } else if (unit == u'\\') {
    atom = TRY(atom_escape());
  } else if (take(u".")) {
    atom = any_but_line_end;
  } else {
    ++at_;
    atom = literal(unit, ignore_case_);
  }
  const auto repeated = repetition();
  if (!repeated.has_value()) return atom;
  if (!repeats) return refused("Nothing to repeat");
  at_ = repeated->end;
  if (repeated->text[0] == L'{') {
    const unsigned long least = std::wcstoul(repeated->text.c_str() + 1, nullptr, 10);
    const std::size_t comma = repeated->text.find(L',');
    const bool bounded = comma != repeated->text.npos && repeated->text[comma + 1] != L'}';
    const unsigned long most =
        bounded ? std::wcstoul(repeated->text.c_str() + comma + 1, nullptr, 10) : least;
    if (most < least) return refused("numbers out of order in {} quantifier");
    if (most > repetitions_max) return refused("Regular expression too large");
  }
  // Boost.Regex repeats a single character by a loop of its own, which a group would keep it from.
  const bool single = atom.starts_with(L"[") || atom.starts_with(L"\\x{");
  atom = single ? atom + repeated->text : L"(?:" + atom + L")" + repeated->text;
  if (take(u"?")) atom += L"?";
  return atom;
}

Words Translator::group() {
  std::wstring open = L"(";
  ++at_;
  if (take(u"?:")) {
    open = L"(?:";
  } else if (take(u"?=")) {
    open = L"(?=";
  } else if (take(u"?!")) {
    open = L"(?!";
  } else if (take(u"?<=")) {
    open = L"(?<=";
  } else if (take(u"?<!")) {
    open = L"(?<!";
  } else if (take(u"?<")) {
    const std::size_t end = pattern_.find(u'>', at_);
    if (end == pattern_.npos || end == at_) return refused("Invalid capture group name");
    const auto named = names_.find(pattern_.substr(at_, end - at_));
    ++opened_;
    if (named == names_.end() || named->second != opened_) {
      return refused("Duplicate capture group name");
    }
    at_ = end + 1;
  } else if (peek() == u'?') {
    return refused("Invalid group");
  } else {
    ++opened_;
  }
  const std::wstring body = TRY(disjunction());
  if (!take(u")")) return refused("Unterminated group");
  return open + body + L")";
}

Words Translator::atom_escape() {
  const char16_t unit = peek(1);
  if (at_ + 1 >= pattern_.size()) return refused("\\ at end of pattern");
  if (unit >= u'1' && unit <= u'9') return back_reference();
  if (unit == u'k' && !names_.empty()) return named_reference();
  ++at_;
  if (const std::wstring_view members = class_members(unit); !members.empty()) {
    ++at_;
    return L"[" + std::wstring{members} + L"]";
  }
  return literal(character_escape(), ignore_case_);
}

/// A reference to a group that has caught nothing matches nothing, and so does one into the future.
std::wstring reference_to(std::size_t group, std::size_t opened) {
  if (group > opened) return L"(?:)";
  const std::wstring number = std::to_wstring(group);
  return L"(?(" + number + L")\\g{" + number + L"})";
}

Words Translator::back_reference() {
  std::size_t end = at_ + 1;
  std::size_t number = 0;
  while (end < pattern_.size() && pattern_[end] >= u'0' && pattern_[end] <= u'9' && number < 1000) {
    number = number * 10 + static_cast<std::size_t>(pattern_[end++] - u'0');
  }
  if (number <= groups_) {
    at_ = end;
    return reference_to(number, opened_);
  }
  ++at_;
  return literal(character_escape(), ignore_case_);  // An octal number, or the digit itself.
}

Words Translator::named_reference() {
  at_ += 2;
  const std::size_t end = pattern_.find(u'>', at_);
  if (peek() != u'<' || end == pattern_.npos) return refused("Invalid named reference");
  const auto named = names_.find(pattern_.substr(at_ + 1, end - at_ - 1));
  if (named == names_.end()) return refused("Invalid named capture referenced");
  at_ = end + 1;
  return reference_to(named->second, opened_);
}

std::optional<char16_t> Translator::hexadecimal(std::size_t digits) {
  std::uint32_t value = 0;
  for (std::size_t i = 1; i <= digits; ++i) {
    const int digit = hex_digit(peek(i));
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  at_ += digits + 1;
  return static_cast<char16_t>(value);
}

/// The character that stands behind a backslash.
char16_t Translator::character_escape() {
  const char16_t unit = peek();
  static constexpr std::u16string_view letters = u"tnvfr";
  static constexpr std::u16string_view meanings = u"\t\n\v\f\r";
  if (const std::size_t known = letters.find(unit); known != letters.npos) {
    ++at_;
    return meanings[known];
  }
  if (unit == u'x' || unit == u'u') {
    if (const auto code = hexadecimal(unit == u'x' ? 2 : 4)) return *code;
  }
  if (unit == u'c' && ((peek(1) | 32) >= u'a' && (peek(1) | 32) <= u'z')) {
    at_ += 2;
    return pattern_[at_ - 1] % 32;
  }
  if (unit == u'c') return u'\\';  // The c itself comes next.
  if (unit >= u'0' && unit <= u'7') {
    std::uint32_t value = 0;
    for (int digits = 0; digits < 3 && peek() >= u'0' && peek() <= u'7' && value < 32; ++digits) {
      value = value * 8 + (pattern_[at_++] - u'0');
    }
    return static_cast<char16_t>(value);
  }
  ++at_;
  return unit;
}

/// One member of a class: its character, or nothing if it is a class itself, which is added.
Result<std::optional<char16_t>, std::string> Translator::class_atom(std::wstring& members) {
  const char16_t unit = pattern_[at_++];
  if (unit != u'\\') return std::optional{unit};
  if (done()) return refused("\\ at end of pattern");
  if (const std::wstring_view added = class_members(peek()); !added.empty()) {
    ++at_;
    members += added;
    return std::optional<char16_t>{};
  }
  if (take(u"b")) return std::optional{u'\b'};
  return std::optional{character_escape()};
}

Words Translator::character_class() {
  ++at_;
  const bool negated = take(u"^");
  std::wstring members;
  while (!done() && peek() != u']') {
    const auto first = TRY(class_atom(members));
    if (peek() != u'-' || peek(1) == u']' || at_ + 1 >= pattern_.size()) {
      if (first.has_value()) members += members_of_range(*first, *first, ignore_case_);
      continue;
    }
    ++at_;
    const auto last = TRY(class_atom(members));
    if (first.has_value() && last.has_value()) {
      if (*last < *first) return refused("Range out of order in character class");
      members += members_of_range(*first, *last, ignore_case_);
      continue;
    }
    // With a class at one end it is no range.
    members += code_escape(u'-');
    for (const auto& end : {first, last}) {
      if (end.has_value()) members += members_of_range(*end, *end, ignore_case_);
    }
  }
  if (!take(u"]")) return refused("Unterminated character class");
  if (members.empty()) return std::wstring{negated ? any_character : nothing};
  return (negated ? L"[^" : L"[") + members + L"]";
}

}  // namespace

Result<std::wstring, std::string> translate_regex(std::string_view pattern, bool ignore_case,
                                                  bool multiline) {
  return Translator{pattern, ignore_case, multiline}.translate();
}

}  // namespace spotdrill::jsonata
