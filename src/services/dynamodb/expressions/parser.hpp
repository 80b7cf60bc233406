// What the parsers of all expressions have in common: walking the tokens, reading paths, values and
// functions, and AWS's sentence on a token that does not belong where it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/dynamodb/expressions/problems.hpp"
#include "services/dynamodb/expressions/substitutes.hpp"
#include "services/dynamodb/expressions/token.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

/// "The maximum length of any expression string is 4 KB." Units: bytes.
inline constexpr std::size_t expression_bytes_max = 4096;

/// Functions and parentheses lie within each other at most so deep here, so that nothing recursive
/// exhausts the stack.
// DEVIATION: AWS has a limit of 300 operators and functions in an expression; here it is this.
inline constexpr int depth_max = 100;

/// A syntax error, which is told at once; everything else is gathered in Problems.
template <class T>
using Parsed = Result<T, std::string>;

class Parser {
 public:
  /// `expression` and `substitutes` outlive it.
  Parser(std::string_view expression, Substitutes& substitutes)
      : expression_(expression), tokens_(read_tokens(expression)), substitutes_(substitutes) {}

  /// Refuses an expression that is empty or too long. Errors: AWS's sentence.
  [[nodiscard]] Parsed<void> check_size() const;

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  Token next() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool take(std::string_view symbol);
  bool take_word(std::string_view word);
  Parsed<void> expect(std::string_view symbol);

  /// The token that is next does not belong here.
  [[nodiscard]] Refusal<std::string> syntax_error() const;

  Parsed<Path> path();
  /// A function, a value or a path, perhaps in parentheses.
  Parsed<Node> operand();

  Problems& problems() { return problems_; }

  /// One level deeper for as long as it lives.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    ~Level() { --parser_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Parser& parser_;
  };
  [[nodiscard]] Parsed<void> check_depth() const;

  /// Marks what was read in parentheses.
  Node in_parentheses(Node node);

 private:
  Parsed<Step> step();
  Parsed<Node> function();
  Node value();

  std::string_view expression_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Substitutes& substitutes_;
  Problems problems_;
};

/// Whether a word means something by itself, so that it is no name: AND, SET …
bool is_keyword(const Token& token);

}  // namespace spotdrill::dynamodb::expressions
