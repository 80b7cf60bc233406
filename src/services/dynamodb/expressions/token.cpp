#include "services/dynamodb/expressions/token.hpp"

#include <algorithm>

namespace spotdrill::dynamodb::expressions {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word_part(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

template <class Predicate>
std::size_t length_while(std::string_view text, Predicate predicate) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, predicate) - text.begin());
}

/// A symbol of one byte or two, or one character that is none.
std::size_t symbol_length(std::string_view text) {
  for (const std::string_view two : {"<>", "<=", ">="}) {
    if (text.starts_with(two)) return two.size();
  }
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

Token read_token(std::string_view text) {
  const char first = text[0];
  if (is_letter(first)) {
    return {.kind = Token::Kind::Word, .text = text.substr(0, length_while(text, is_word_part))};
  }
  if (is_digit(first)) {
    return {.kind = Token::Kind::Integer, .text = text.substr(0, length_while(text, is_digit))};
  }
  if (first == '#' || first == ':') {
    const std::size_t length = 1 + length_while(text.substr(1), is_word_part);
    if (length > 1) {
      const auto kind = first == '#' ? Token::Kind::Name : Token::Kind::Variable;
      return {.kind = kind, .text = text.substr(0, length)};
    }
  }
  return {.kind = Token::Kind::Symbol, .text = text.substr(0, symbol_length(text))};
}

}  // namespace

bool Token::is_word(std::string_view word) const {
  return kind == Kind::Word &&
         std::ranges::equal(text, word, [](char a, char b) { return upper(a) == b; });
}

std::vector<Token> read_tokens(std::string_view expression) {
  constexpr std::string_view spaces = " \t\r\n";
  std::vector<Token> tokens;
  std::size_t at = expression.find_first_not_of(spaces);
  while (at < expression.size()) {
    Token token = read_token(expression.substr(at));
    token.begin = at;
    at = expression.find_first_not_of(spaces, token.end());
    tokens.push_back(token);
  }
  tokens.push_back({.kind = Token::Kind::End, .text = {}, .begin = expression.size()});
  return tokens;
}

}  // namespace spotdrill::dynamodb::expressions
