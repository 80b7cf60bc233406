// The tokens of an expression.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace spotdrill::dynamodb::expressions {

struct Token {
  enum class Kind {
    Word,      ///< "SET", "size", "title".
    Name,      ///< "#n".
    Variable,  ///< ":v".
    Integer,   ///< "12".
    Symbol,    ///< "(", "<>"; also what belongs into no expression.
    End,
  };
  Kind kind = Kind::End;
  std::string_view text;
  std::size_t begin = 0;  ///< In the expression.

  [[nodiscard]] std::size_t end() const { return begin + text.size(); }
  [[nodiscard]] bool is(std::string_view symbol) const {
    return kind == Kind::Symbol && text == symbol;
  }
  /// Whether it is this word, which is given in capitals; keywords have no case.
  [[nodiscard]] bool is_word(std::string_view word) const;
};

/// Every token of `expression`, and End. The tokens look into `expression`.
std::vector<Token> read_tokens(std::string_view expression);

}  // namespace spotdrill::dynamodb::expressions
