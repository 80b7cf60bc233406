#include "services/dynamodb/expressions/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "services/dynamodb/expressions/reserved_words.hpp"

namespace spotdrill::dynamodb::expressions {

bool is_keyword(const Token& token) {
  constexpr std::array<std::string_view, 9> keywords{"AND", "OR",     "NOT", "BETWEEN", "IN",
                                                     "SET", "REMOVE", "ADD", "DELETE"};
  return std::ranges::any_of(keywords, [&](std::string_view word) { return token.is_word(word); });
}

Parsed<void> Parser::check_size() const {
  if (tokens_.front().kind == Token::Kind::End) {
    return refuse(std::string{"The expression can not be empty;"});
  }
  if (expression_.size() > expression_bytes_max) {
    return refuse(
        fmt::format("Expression size has exceeded the maximum allowed size; expression size: {}",
                    expression_.size()));
  }
  return {};
}

Parsed<void> Parser::check_depth() const {
  if (depth_ <= depth_max) return {};
  return refuse(
      fmt::format("The expression has more than {} levels; spotdrill reads no deeper.", depth_max));
}

bool Parser::take(std::string_view symbol) {
  if (!peek().is(symbol)) return false;
  next();
  return true;
}

bool Parser::take_word(std::string_view word) {
  if (!peek().is_word(word)) return false;
  next();
  return true;
}

Parsed<void> Parser::expect(std::string_view symbol) {
  if (!take(symbol)) return syntax_error();
  return {};
}

Refusal<std::string> Parser::syntax_error() const {
  const Token& wrong = peek();
  const bool at_end = wrong.kind == Token::Kind::End;
  // "near" is what stands before it, it, and what stands after it.
  const std::size_t begin = at_ > 0 ? tokens_[at_ - 1].begin : wrong.begin;
  const std::size_t end = !at_end && peek(1).kind != Token::Kind::End ? peek(1).end()
                          : at_end && at_ > 0                         ? tokens_[at_ - 1].end()
                                                                      : wrong.end();
  return refuse(fmt::format("Syntax error; token: \"{}\", near: \"{}\"",
                            at_end ? "<EOF>" : wrong.text, expression_.substr(begin, end - begin)));
}

Parsed<Step> Parser::step() {
  if (peek().kind == Token::Kind::Name) {
    const Token token = next();
    const std::string* name = substitutes_.name(token.text);
    if (name != nullptr) return Step{.name = *name, .index = {}};
    problems_.add(Problem::UndefinedName,
                  fmt::format("An expression attribute name used in the document path is not "
                              "defined; attribute name: {}",
                              token.text));
    return Step{.name = std::string{token.text}, .index = {}};
  }
  if (peek().kind != Token::Kind::Word || is_keyword(peek())) return syntax_error();
  const Token token = next();
  if (is_reserved(token.text)) {
    problems_.add(
        Problem::Reserved,
        fmt::format("Attribute name is a reserved keyword; reserved keyword: {}", token.text));
  }
  return Step{.name = std::string{token.text}, .index = {}};
}

Parsed<Path> Parser::path() {
  Path path{TRY(step())};
  for (;;) {
    if (take(".")) {
      path.push_back(TRY(step()));
    } else if (take("[")) {
      if (peek().kind != Token::Kind::Integer) return syntax_error();
      const std::string_view digits = next().text;
      std::size_t index = 0;
      const auto [end, error] =
          std::from_chars(digits.data(), digits.data() + digits.size(), index);
      if (error != std::errc{}) {
        return refuse(
            fmt::format("List index is not within the allowable range; index: [{}]", digits));
      }
      path.push_back({.name = {}, .index = index});
      TRY(expect("]"));
    } else {
      return path;
    }
  }
}

Node Parser::value() {
  Node node{.kind = Node::Kind::Constant};
  const Token token = next();
  const Value* found = substitutes_.value(token.text);
  if (found == nullptr) {
    problems_.add(Problem::UndefinedValue,
                  fmt::format("An expression attribute value used in expression is not defined; "
                              "attribute value: {}",
                              token.text));
    node.value = Value{Null{}};
  } else {
    node.value = *found;
  }
  return node;
}

Parsed<Node> Parser::function() {
  Node node{.kind = Node::Kind::Function};
  node.name = std::string{next().text};
  TRY(expect("("));
  do {
    node.arguments.push_back(TRY(operand()));
  } while (take(","));
  TRY(expect(")"));
  return node;
}

Node Parser::in_parentheses(Node node) {
  if (node.in_parentheses) {
    problems_.add(Problem::Parentheses, "The expression has redundant parentheses;");
  }
  node.in_parentheses = true;
  return node;
}

Parsed<Node> Parser::operand() {
  const Level level{*this};
  TRY(check_depth());
  if (take("(")) {
    Node inner = TRY(operand());
    TRY(expect(")"));
    return in_parentheses(std::move(inner));
  }
  if (peek().kind == Token::Kind::Variable) return value();
  if (peek().kind == Token::Kind::Word && peek(1).is("(") && !is_keyword(peek())) {
    return function();
  }
  Node node{.kind = Node::Kind::Lookup};
  node.path = TRY(path());
  return node;
}

}  // namespace spotdrill::dynamodb::expressions
