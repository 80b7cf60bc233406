#include <algorithm>
#include <cmath>

#include "jsonata/number_text.hpp"
#include "jsonata/text.hpp"
#include "jsonata/token.hpp"

namespace spotdrill::jsonata {

namespace {

struct Spelling {
  std::string_view text;
  Symbol symbol;
};

// Longer ones stand before those that they begin with.
constexpr Spelling spellings[] = {
    {"..", Symbol::DotDot},
    {":=", Symbol::Assign},
    {"!=", Symbol::NotEqual},
    {">=", Symbol::GreaterEqual},
    {"<=", Symbol::LessEqual},
    {"**", Symbol::StarStar},
    {"~>", Symbol::Chain},
    {".", Symbol::Dot},
    {"[", Symbol::LeftBracket},
    {"]", Symbol::RightBracket},
    {"{", Symbol::LeftBrace},
    {"}", Symbol::RightBrace},
    {"(", Symbol::LeftParenthesis},
    {")", Symbol::RightParenthesis},
    {",", Symbol::Comma},
    {"@", Symbol::At},
    {"#", Symbol::Hash},
    {";", Symbol::Semicolon},
    {":", Symbol::Colon},
    {"?", Symbol::Question},
    {"+", Symbol::Plus},
    {"-", Symbol::Minus},
    {"*", Symbol::Star},
    {"/", Symbol::Slash},
    {"%", Symbol::Percent},
    {"|", Symbol::Bar},
    {"=", Symbol::Equal},
    {"<", Symbol::Less},
    {">", Symbol::Greater},
    {"^", Symbol::Caret},
    {"&", Symbol::Ampersand},
    {"!", Symbol::Unknown},
    {"~", Symbol::Unknown},
};
constexpr std::string_view name_ends = ".[]{}(),@#;:?+-*/%|=<>^&!~ \t\n\r\v";
constexpr std::string_view space_characters = name_ends.substr(name_ends.find(' '));
constexpr std::string_view operator_characters = name_ends.substr(0, name_ends.find(' '));

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::uint32_t Lexer::units(std::size_t byte) {
  byte = std::min(byte, source_.size());
  if (byte < counted_bytes_) counted_bytes_ = counted_units_ = 0;
  counted_units_ += static_cast<std::uint32_t>(
      utf16_units(source_.substr(counted_bytes_, byte - counted_bytes_)));
  counted_bytes_ = byte;
  return counted_units_;
}

Token Lexer::token(Symbol symbol, std::size_t start) {
  Token result;
  result.symbol = symbol;
  result.position = units(position_);
  result.text = source_.substr(start, position_ - start);
  return result;
}

Result<void, Error> Lexer::skip_space() {
  for (;;) {
    while (position_ < source_.size() &&
           space_characters.find(at(position_)) != space_characters.npos) {
      ++position_;
    }
    if (at(position_) != '/' || at(position_ + 1) != '*') return {};
    const std::size_t end = source_.find("*/", position_ + 2);
    if (end == source_.npos) return refuse(syntax_error("S0106", units(position_)));
    position_ = end + 2;
  }
}

Result<Token, Error> Lexer::next(bool after_operand) {
  TRY(skip_space());
  const std::size_t start = position_;
  if (start >= source_.size()) {
    Token end;
    end.position = length();
    end.text = "(end)";
    return end;
  }
  const char first = at(start);
  if (first == '/' && !after_operand) return regex();
  if (operator_characters.find(first) != operator_characters.npos) {
    for (const Spelling& spelling : spellings) {
      if (!source_.substr(start).starts_with(spelling.text)) continue;
      position_ += spelling.text.size();
      return token(spelling.symbol, start);
    }
  }
  if (first == '"' || first == '\'') return string(first);
  if (const std::size_t end = number_end(); end != start) return number(end);
  if (first == '`') return quoted_name();
  return name();
}

Result<Token, Error> Lexer::string(char quote) {
  const std::size_t start = ++position_;
  std::string* changed = nullptr;  // Only a string with escapes differs from the source.
  while (position_ < source_.size()) {
    const char c = at(position_);
    if (c == '\\') {
      if (changed == nullptr) {
        changed = &texts_.emplace_back(source_.substr(start, position_ - start));
      }
      ++position_;
      TRY(escape(*changed));
    } else if (c == quote) {
      const std::string_view content = changed != nullptr
                                           ? std::string_view{*changed}
                                           : source_.substr(start, position_ - start);
      ++position_;
      Token result = token(Symbol::String, start);
      result.text = content;
      return result;
    } else if (changed != nullptr) {
      changed->push_back(c);
    }
    ++position_;
  }
  return refuse(syntax_error("S0101", length()));
}

/// What follows a backslash; leaves the position at its last character.
Result<void, Error> Lexer::escape(std::string& out) {
  static constexpr std::string_view letters = "\"\\/bfnrt";
  static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  const char c = at(position_);
  if (position_ < source_.size()) {
    if (const std::size_t known = letters.find(c); known != letters.npos) {
      out.push_back(meanings[known]);
      return {};
    }
  }
  if (c != 'u') {
    std::size_t end = position_;
    if (end < source_.size()) (void)next_code_point(source_, end);
    return refuse(
        syntax_error("S0103", units(position_), source_.substr(position_, end - position_)));
  }
  char32_t code = 0;
  for (std::size_t i = 1; i <= 4; ++i) {
    const int digit = position_ + i < source_.size() ? hex_digit(at(position_ + i)) : -1;
    if (digit < 0) return refuse(syntax_error("S0104", units(position_)));
    code = code * 16 + static_cast<char32_t>(digit);
  }
  append_code_point(out, code);
  position_ += 4;
  return {};
}

/// Where the number ends that begins here; here if none does.
std::size_t Lexer::number_end() const {
  std::size_t end = position_;
  const auto digits = [&] {
    const std::size_t before = end;
    while (is_digit(at(end))) ++end;
    return end > before;
  };
  if (at(end) == '0') {
    ++end;
  } else if (!digits()) {
    return position_;
  }
  if (at(end) == '.' && is_digit(at(end + 1))) {
    ++end;
    (void)digits();
  }
  if (at(end) == 'e' || at(end) == 'E') {
    const std::size_t before = end++;
    if (at(end) == '+' || at(end) == '-') ++end;
    if (!digits()) end = before;
  }
  return end;
}

Result<Token, Error> Lexer::number(std::size_t end) {
  const std::size_t start = position_;
  const std::string_view text = source_.substr(start, end - start);
  const double value = parse_decimal(text);
  if (std::isinf(value)) return refuse(syntax_error("S0102", units(start), text));
  position_ = end;
  Token result = token(Symbol::Number, start);
  result.number = value;
  return result;
}

Result<Token, Error> Lexer::quoted_name() {
  const std::size_t start = ++position_;
  const std::size_t end = source_.find('`', start);
  if (end == source_.npos) return refuse(syntax_error("S0105", length()));
  position_ = end + 1;
  Token result = token(Symbol::Name, start);
  result.text = source_.substr(start, end - start);
  return result;
}

Token Lexer::name() {
  const std::size_t start = position_;
  const std::size_t end = source_.find_first_of(name_ends, start);
  position_ = std::min(end, source_.size());
  const std::string_view text = source_.substr(start, position_ - start);
  if (text.starts_with('$')) {
    Token result = token(Symbol::Variable, start);
    result.text.remove_prefix(1);
    return result;
  }
  if (text == "or") return token(Symbol::Or, start);
  if (text == "in") return token(Symbol::In, start);
  if (text == "and") return token(Symbol::And, start);
  if (text == "true") return token(Symbol::True, start);
  if (text == "false") return token(Symbol::False, start);
  if (text == "null") return token(Symbol::Null, start);
  return token(Symbol::Name, start);
}

bool Lexer::closes_regex(std::size_t place, int depth) const {
  if (at(place) != '/' || depth != 0) return false;
  std::size_t backslashes = 0;
  while (place > backslashes && at(place - backslashes - 1) == '\\') ++backslashes;
  return backslashes % 2 == 0;
}

Result<Token, Error> Lexer::regex() {
  const std::size_t start = ++position_;
  for (int depth = 0; position_ < source_.size(); ++position_) {
    const char c = at(position_);
    if (closes_regex(position_, depth)) break;
    if (at(position_ - 1) == '\\') continue;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
  }
  if (position_ >= source_.size()) return refuse(syntax_error("S0302", length()));
  const std::string_view pattern = source_.substr(start, position_ - start);
  if (pattern.empty()) return refuse(syntax_error("S0301", units(position_)));
  const std::size_t flags = ++position_;
  while (at(position_) == 'i' || at(position_) == 'm') ++position_;
  auto compiled = Regex::compile(pattern, source_.substr(flags, position_ - flags));
  if (!compiled.has_value()) {
    return refuse(syntax_error("S0303", units(position_), compiled.error()));
  }
  Token result = token(Symbol::Regex, start);
  result.text = pattern;
  result.regex = std::make_unique<Regex>(std::move(*compiled));
  return result;
}

}  // namespace spotdrill::jsonata
