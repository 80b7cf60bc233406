// From tokens to a tree: operator precedence after Pratt, with the binding powers of the reference.
#pragma once

#include "jsonata/node.hpp"
#include "jsonata/token.hpp"

namespace spotdrill::jsonata {

class Parser {
 public:
  /// Parses `program.source`. The nodes are the program's.
  explicit Parser(Program& program) : program_(program), lexer_(program.source, program.texts) {}

  /// The tree of the whole text, not yet resolved. Errors: S01…, S02…, S03…, S04…, U1001.
  Result<Node*, Error> parse();

 private:
  using Parsed = Result<Node*, Error>;

  Parsed expression(int binding_power);
  Parsed prefix(Token token);
  Parsed infix(Token token, Node* left);
  Parsed terminal(NodeKind kind, Token token);
  Parsed binary(NodeKind kind, const Token& token, Node* left, int binding_power);
  Parsed block(const Token& token);
  Parsed array(const Token& token);
  Parsed array_item();
  Parsed transform(const Token& token);
  Parsed call(const Token& token, Node* left);
  Result<void, Error> lambda(Node& node);
  Result<void, Error> signature(Node& node);
  Parsed predicate(const Token& token, Node* left);
  Parsed order_by(const Token& token, Node* left);
  Parsed object(const Token& token, Node* left);
  Parsed assignment(const Token& token, Node* left);
  Parsed binding(NodeKind kind, const Token& token, Node* left);
  Parsed condition(const Token& token, Node* left);

  Result<void, Error> advance(bool after_operand = false);
  Result<void, Error> expect(Symbol symbol, std::string_view text, bool after_operand = false);
  Node* make(NodeKind kind, const Token& token);
  /// `node` with its depth known. Errors: U1001.
  Parsed finish(Node* node);
  void count_child(Node& node, const Node* child) const;

  Program& program_;
  Lexer lexer_;
  Token current_;
  std::uint32_t depth_ = 0;
};

/// What stands for a node's value in a message, as JSON.
std::string value_json(const Node& node);

}  // namespace spotdrill::jsonata
