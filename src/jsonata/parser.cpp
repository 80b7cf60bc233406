#include "jsonata/parser.hpp"

#include <algorithm>

#include "jsonata/number_text.hpp"

namespace spotdrill::jsonata {

namespace {

int left_binding_power(Symbol symbol) {
  switch (symbol) {
    case Symbol::LeftBracket:
    case Symbol::LeftParenthesis:
    case Symbol::At:
    case Symbol::Hash:
      return 80;
    case Symbol::Dot:
      return 75;
    case Symbol::LeftBrace:
      return 70;
    case Symbol::Star:
    case Symbol::Slash:
    case Symbol::Percent:
      return 60;
    case Symbol::Plus:
    case Symbol::Minus:
    case Symbol::Ampersand:
      return 50;
    case Symbol::Equal:
    case Symbol::NotEqual:
    case Symbol::Less:
    case Symbol::LessEqual:
    case Symbol::Greater:
    case Symbol::GreaterEqual:
    case Symbol::Caret:
    case Symbol::Chain:
    case Symbol::In:
      return 40;
    case Symbol::And:
      return 30;
    case Symbol::Or:
      return 25;
    case Symbol::Question:
      return 20;
    case Symbol::Assign:
      return 10;
    default:
      return 0;
  }
}

constexpr int unary_binding_power = 70;

std::string token_json(const Token& token) {
  switch (token.symbol) {
    case Symbol::Number:
      return number_text(token.number);
    case Symbol::True:
    case Symbol::False:
    case Symbol::Null:
      return std::string{token.text};
    case Symbol::Regex:
      return "{}";
    default:
      return quoted(token.text);
  }
}

Error unexpected(std::string_view code, const Token& token, std::string_view expected = {}) {
  Insertions insertions;
  insertions.token = token_json(token);
  insertions.value = quoted(expected);
  return {.code = std::string{code},
          .position = token.position,
          .token = std::string{token.text},
          .message = message_for(code, insertions)};
}

/// The error of a text that is nested too deeply.
Error too_deep(std::size_t position) {
  return syntax_error("U1001", position, stack_overflow);
}

}  // namespace

std::string value_json(const Node& node) {
  switch (node.kind) {
    case NodeKind::Number:
      return number_text(node.number);
    case NodeKind::True:
    case NodeKind::False:
    case NodeKind::Null:
      return std::string{node.text};
    case NodeKind::Regex:
      return "{}";
    case NodeKind::Lambda:
      return quoted("(");
    default:
      return quoted(node.text);
  }
}

Result<Node*, Error> Parser::parse() {
  TRY(advance());
  Node* root = TRY(expression(0));
  if (current_.symbol != Symbol::End) return refuse(unexpected("S0201", current_));
  return root;
}

Result<void, Error> Parser::advance(bool after_operand) {
  current_ = TRY(lexer_.next(after_operand));
  if (current_.symbol == Symbol::Unknown) return refuse(unexpected("S0204", current_));
  return {};
}

Result<void, Error> Parser::expect(Symbol symbol, std::string_view text, bool after_operand) {
  if (current_.symbol != symbol) {
    const bool at_end = current_.symbol == Symbol::End;
    return refuse(unexpected(at_end ? "S0203" : "S0202", current_, text));
  }
  return advance(after_operand);
}

Node* Parser::make(NodeKind kind, const Token& token) {
  Node& node = program_.nodes.emplace_back();
  node.kind = kind;
  node.position = token.position;
  node.text = token.text;
  return &node;
}

void Parser::count_child(Node& node, const Node* child) const {
  if (child != nullptr) node.depth = std::max(node.depth, child->depth + 1);
}

Result<Node*, Error> Parser::finish(Node* node) {
  for (const Node* child : {node->left, node->right, node->third}) count_child(*node, child);
  for (const Node* child : node->items) count_child(*node, child);
  for (const Term& term : node->terms) count_child(*node, term.expression);
  if (node->group != nullptr) {
    for (const auto& [key, value] : node->group->pairs) {
      count_child(*node, key);
      count_child(*node, value);
    }
  }
  if (node->depth > expression_depth_max) return refuse(too_deep(node->position));
  return node;
}

Result<Node*, Error> Parser::expression(int binding_power) {
  if (++depth_ > expression_depth_max) return refuse(too_deep(current_.position));
  Token token = std::move(current_);
  TRY(advance(true));
  Node* left = TRY(prefix(std::move(token)));
  while (binding_power < left_binding_power(current_.symbol)) {
    token = std::move(current_);
    TRY(advance());
    left = TRY(infix(std::move(token), left));
  }
  --depth_;
  return left;
}

Result<Node*, Error> Parser::prefix(Token token) {
  switch (token.symbol) {
    case Symbol::End:
      return terminal(NodeKind::End, std::move(token));
    case Symbol::Name:
      return terminal(NodeKind::Name, std::move(token));
    case Symbol::Variable:
      return terminal(NodeKind::Variable, std::move(token));
    case Symbol::String:
      return terminal(NodeKind::String, std::move(token));
    case Symbol::Number:
      return terminal(NodeKind::Number, std::move(token));
    case Symbol::True:
      return terminal(NodeKind::True, std::move(token));
    case Symbol::False:
      return terminal(NodeKind::False, std::move(token));
    case Symbol::Null:
      return terminal(NodeKind::Null, std::move(token));
    case Symbol::Regex:
      return terminal(NodeKind::Regex, std::move(token));
    case Symbol::And:  // The words can be names.
    case Symbol::Or:
    case Symbol::In:
      return terminal(NodeKind::Operator, std::move(token));
    case Symbol::Star:
      return terminal(NodeKind::Wildcard, std::move(token));
    case Symbol::StarStar:
      return terminal(NodeKind::Descendant, std::move(token));
    case Symbol::Percent:
      return terminal(NodeKind::Parent, std::move(token));
    case Symbol::Minus: {
      Node* node = make(NodeKind::Negation, token);
      node->left = TRY(expression(unary_binding_power));
      return finish(node);
    }
    case Symbol::LeftParenthesis:
      return block(token);
    case Symbol::LeftBracket:
      return array(token);
    case Symbol::LeftBrace:
      return object(token, nullptr);
    case Symbol::Bar:
      return transform(token);
    default:
      return refuse(unexpected("S0211", token));
  }
}

Result<Node*, Error> Parser::terminal(NodeKind kind, Token token) {
  Node* node = make(kind, token);
  node->number = token.number;
  if (kind == NodeKind::Variable) node->name = program_.names.id(token.text);
  node->regex = std::move(token.regex);
  return node;
}

Result<Node*, Error> Parser::binary(NodeKind kind, const Token& token, Node* left,
                                    int binding_power) {
  Node* node = make(kind, token);
  node->left = left;
  node->op = token.text[0];
  node->or_equal = token.text.ends_with('=') && kind == NodeKind::Comparison;
  node->right = TRY(expression(binding_power));
  return finish(node);
}

Result<Node*, Error> Parser::infix(Token token, Node* left) {
  const int power = left_binding_power(token.symbol);
  switch (token.symbol) {
    case Symbol::Dot:
      return binary(NodeKind::Step, token, left, power);
    case Symbol::Plus:
    case Symbol::Minus:
    case Symbol::Star:
    case Symbol::Slash:
    case Symbol::Percent:
      return binary(NodeKind::Arithmetic, token, left, power);
    case Symbol::Equal:
    case Symbol::NotEqual:
      return binary(NodeKind::Equality, token, left, power);
    case Symbol::Less:
    case Symbol::LessEqual:
    case Symbol::Greater:
    case Symbol::GreaterEqual:
      return binary(NodeKind::Comparison, token, left, power);
    case Symbol::Ampersand:
      return binary(NodeKind::Concatenation, token, left, power);
    case Symbol::And:
      return binary(NodeKind::And, token, left, power);
    case Symbol::Or:
      return binary(NodeKind::Or, token, left, power);
    case Symbol::In:
      return binary(NodeKind::Includes, token, left, power);
    case Symbol::Chain:
      return binary(NodeKind::Apply, token, left, power);
    case Symbol::LeftParenthesis:
      return call(token, left);
    case Symbol::LeftBracket:
      return predicate(token, left);
    case Symbol::LeftBrace:
      return object(token, left);
    case Symbol::Caret:
      return order_by(token, left);
    case Symbol::Assign:
      return assignment(token, left);
    case Symbol::At:
      return binding(NodeKind::Focus, token, left);
    case Symbol::Hash:
      return binding(NodeKind::Index, token, left);
    default:
      return condition(token, left);
  }
}

}  // namespace spotdrill::jsonata
