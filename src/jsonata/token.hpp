// Tokens of an expression, and the lexer that makes them on demand: whether a slash begins a
// regular expression or divides depends on where the parser is.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "jsonata/error.hpp"
#include "jsonata/regex.hpp"

namespace spotdrill::jsonata {

enum class Symbol : std::uint8_t {
  End,
  Name,
  Variable,
  String,
  Number,
  True,
  False,
  Null,
  Regex,
  Dot,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  LeftParenthesis,
  RightParenthesis,
  Comma,
  At,
  Hash,
  Semicolon,
  Colon,
  Question,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  Bar,
  Equal,
  Less,
  Greater,
  Caret,
  StarStar,
  DotDot,
  Assign,
  NotEqual,
  LessEqual,
  GreaterEqual,
  Chain,
  And,
  Or,
  In,
  Ampersand,
  Unknown,  // ! and ~, which end a name and are no operators.
};

struct Token {
  Symbol symbol = Symbol::End;
  std::uint32_t position = 0;  ///< Behind the token, in UTF-16 code units.
  std::string_view text;       ///< A name, a string, an operator as written.
  double number = 0;
  std::unique_ptr<Regex> regex;
};

class Lexer {
 public:
  /// `source` and `texts` outlive the tokens.
  Lexer(std::string_view source, std::deque<std::string>& texts) : source_(source), texts_(texts) {}

  /// The next token. `after_operand`: a slash divides.
  Result<Token, Error> next(bool after_operand);

  /// The length of the text.
  std::uint32_t length() { return units(source_.size()); }

 private:
  Result<void, Error> skip_space();
  Result<Token, Error> string(char quote);
  Result<void, Error> escape(std::string& out);
  Result<Token, Error> number(std::size_t end);
  std::size_t number_end() const;
  Result<Token, Error> quoted_name();
  Token name();
  Result<Token, Error> regex();
  bool closes_regex(std::size_t at, int depth) const;
  Token token(Symbol symbol, std::size_t start);
  std::uint32_t units(std::size_t byte);

  char at(std::size_t byte) const { return byte < source_.size() ? source_[byte] : '\0'; }

  std::string_view source_;
  std::deque<std::string>& texts_;
  std::size_t position_ = 0;
  std::size_t counted_bytes_ = 0;  // Up to here `counted_units_` are counted.
  std::uint32_t counted_units_ = 0;
};

}  // namespace spotdrill::jsonata
