// The forms that are more than an operator between operands.
#include "jsonata/number_text.hpp"
#include "jsonata/parser.hpp"

namespace spotdrill::jsonata {

namespace {

Error at_node(std::string_view code, const Node& node, std::string_view value = {}) {
  Insertions insertions;
  insertions.token = value_json(node);
  insertions.value = value;
  return {.code = std::string{code},
          .position = node.position,
          .token = std::string{node.text},
          .message = message_for(code, insertions)};
}

}  // namespace

Result<Node*, Error> Parser::block(const Token& token) {
  Node* node = make(NodeKind::Block, token);
  while (current_.symbol != Symbol::RightParenthesis) {
    node->items.push_back(TRY(expression(0)));
    if (current_.symbol != Symbol::Semicolon) break;
    TRY(advance());
  }
  TRY(expect(Symbol::RightParenthesis, ")", true));
  return finish(node);
}

Result<Node*, Error> Parser::array_item() {
  Node* item = TRY(expression(0));
  if (current_.symbol != Symbol::DotDot) return item;
  Node* range = make(NodeKind::Range, current_);
  range->left = item;
  TRY(advance());
  range->right = TRY(expression(0));
  return finish(range);
}

Result<Node*, Error> Parser::array(const Token& token) {
  Node* node = make(NodeKind::Array, token);
  while (current_.symbol != Symbol::RightBracket || !node->items.empty()) {
    node->items.push_back(TRY(array_item()));
    if (current_.symbol != Symbol::Comma) break;
    TRY(advance());
  }
  TRY(expect(Symbol::RightBracket, "]", true));
  return finish(node);
}

Result<Node*, Error> Parser::object(const Token& token, Node* left) {
  Node* node = make(left == nullptr ? NodeKind::Object : NodeKind::Group, token);
  node->left = left;
  node->group = std::make_unique<Grouping>();
  node->group->position = token.position;
  auto& pairs = node->group->pairs;
  while (current_.symbol != Symbol::RightBrace || !pairs.empty()) {
    Node* key = TRY(expression(0));
    TRY(expect(Symbol::Colon, ":"));
    pairs.emplace_back(key, TRY(expression(0)));
    if (current_.symbol != Symbol::Comma) break;
    TRY(advance());
  }
  TRY(expect(Symbol::RightBrace, "}", true));
  return finish(node);
}

Result<Node*, Error> Parser::transform(const Token& token) {
  Node* node = make(NodeKind::Transform, token);
  node->left = TRY(expression(0));
  TRY(expect(Symbol::Bar, "|"));
  node->right = TRY(expression(0));
  if (current_.symbol == Symbol::Comma) {
    TRY(advance());
    node->third = TRY(expression(0));
  }
  TRY(expect(Symbol::Bar, "|"));
  return finish(node);
}

Result<Node*, Error> Parser::call(const Token& token, Node* left) {
  Node* node = make(NodeKind::Function, token);
  node->left = left;
  while (current_.symbol != Symbol::RightParenthesis || !node->items.empty()) {
    if (current_.symbol == Symbol::Question) {
      node->kind = NodeKind::Partial;
      node->items.push_back(make(NodeKind::Placeholder, current_));
      TRY(advance());
    } else {
      node->items.push_back(TRY(expression(0)));
    }
    if (current_.symbol != Symbol::Comma) break;
    TRY(advance());
  }
  TRY(expect(Symbol::RightParenthesis, ")", true));
  if (left->kind == NodeKind::Name && (left->text == "function" || left->text == "λ")) {
    TRY(lambda(*node));
  }
  return finish(node);
}

/// What looked like a call of a function named `function` defines one.
Result<void, Error> Parser::lambda(Node& node) {
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Node& parameter = *node.items[i];
    if (parameter.kind != NodeKind::Variable) {
      return refuse(at_node("S0208", parameter, std::to_string(i + 1)));
    }
    node.parameters.push_back(parameter.name);
    program_.names.set_bound(parameter.name);
  }
  node.kind = NodeKind::Lambda;
  node.items.clear();
  node.left = nullptr;
  if (current_.symbol == Symbol::Less) TRY(signature(node));
  TRY(expect(Symbol::LeftBrace, "{"));
  node.right = TRY(expression(0));
  return expect(Symbol::RightBrace, "}");
}

Result<void, Error> Parser::signature(Node& node) {
  const std::uint32_t position = current_.position;
  std::string text = "<";
  for (int depth = 1; depth > 0 && current_.symbol != Symbol::LeftBrace;) {
    TRY(advance());
    if (current_.symbol == Symbol::End) break;
    if (current_.symbol == Symbol::Greater) --depth;
    if (current_.symbol == Symbol::Less) ++depth;
    text += current_.symbol == Symbol::Number ? number_text(current_.number)
                                              : std::string{current_.text};
  }
  TRY(expect(Symbol::Greater, ">"));
  auto parsed = Signature::parse(text);
  if (!parsed.has_value()) {
    parsed.error().position += position;
    return refuse(std::move(parsed).error());
  }
  node.signature = std::make_unique<Signature>(std::move(*parsed));
  return {};
}

Result<Node*, Error> Parser::predicate(const Token& token, Node* left) {
  if (current_.symbol == Symbol::RightBracket) {
    // "x[]": the step keeps its result an array.
    Node* step = left;
    while (step->kind == NodeKind::Predicate) step = step->left;
    step->keep_array = true;
    TRY(advance());
    return left;
  }
  Node* node = make(NodeKind::Predicate, token);
  node->left = left;
  node->right = TRY(expression(0));
  TRY(expect(Symbol::RightBracket, "]", true));
  return finish(node);
}

Result<Node*, Error> Parser::order_by(const Token& token, Node* left) {
  Node* node = make(NodeKind::OrderBy, token);
  node->left = left;
  TRY(expect(Symbol::LeftParenthesis, "("));
  for (;;) {
    Term term;
    if (current_.symbol == Symbol::Less || current_.symbol == Symbol::Greater) {
      term.descending = current_.symbol == Symbol::Greater;
      TRY(advance());
    }
    term.expression = TRY(expression(0));
    node->terms.push_back(term);
    if (current_.symbol != Symbol::Comma) break;
    TRY(advance());
  }
  TRY(expect(Symbol::RightParenthesis, ")"));
  return finish(node);
}

Result<Node*, Error> Parser::assignment(const Token& token, Node* left) {
  if (left->kind != NodeKind::Variable) return refuse(at_node("S0212", *left));
  Node* node = make(NodeKind::Bind, token);
  node->name = left->name;
  program_.names.set_bound(left->name);
  node->right = TRY(expression(9));  // Below its own: it groups from the right.
  return finish(node);
}

Result<Node*, Error> Parser::binding(NodeKind kind, const Token& token, Node* left) {
  Node* node = make(kind, token);
  node->left = left;
  const Node* variable = TRY(expression(80));
  if (variable->kind != NodeKind::Variable) {
    Error error = syntax_error("S0214", variable->position, token.text);
    return refuse(std::move(error));
  }
  node->name = variable->name;
  program_.names.set_bound(variable->name);
  return finish(node);
}

Result<Node*, Error> Parser::condition(const Token& token, Node* left) {
  Node* node = make(NodeKind::Condition, token);
  node->left = left;
  node->right = TRY(expression(0));
  if (current_.symbol == Symbol::Colon) {
    TRY(advance());
    node->third = TRY(expression(0));
  }
  return finish(node);
}

}  // namespace spotdrill::jsonata
