#include "jsonata/resolve.hpp"

#include <algorithm>
#include <utility>

#include "jsonata/ancestry.hpp"
#include "jsonata/parser.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

class Resolver {
 public:
  explicit Resolver(Program& program) : program_(program) {}

  Result<Node*, Error> resolve(Node* node);

 private:
  using Resolved = Result<Node*, Error>;

  Resolved one(Node* node);
  Resolved step(Node* node);
  Resolved predicate(Node* node);
  Resolved group(Node* node);
  Resolved order_by(Node* node);
  Resolved focus(Node* node);
  Resolved index(Node* node);
  Resolved negation(Node* node);
  Resolved block(Node* node);
  Resolved lambda(Node* node);
  Resolved operands(Node* node);
  Resolved children(Node* node);
  Resolved call(Node* node);
  Result<void, Error> check_steps(Node& path);
  Node* path_of(Node* step);
  Node* in_tail_position(Node* node);

  Program& program_;
  bool binds_ = false;  // Something in the current scope binds a variable.
};

Node* Resolver::path_of(Node* step) {
  Node& path = program_.nodes.emplace_back();
  path.kind = NodeKind::Path;
  path.has_position = false;
  path.items.push_back(step);
  return &path;
}

Result<Node*, Error> Resolver::resolve(Node* node) {
  const bool keep_array = node->keep_array;
  Node* resolved = TRY(one(node));
  if (keep_array) resolved->keep_array = true;
  return resolved;
}

Result<Node*, Error> Resolver::one(Node* node) {
  switch (node->kind) {
    case NodeKind::Step:
      return step(node);
    case NodeKind::Predicate:
      return predicate(node);
    case NodeKind::Group:
      return group(node);
    case NodeKind::OrderBy:
      return order_by(node);
    case NodeKind::Focus:
      return focus(node);
    case NodeKind::Index:
      return index(node);
    case NodeKind::Negation:
      return negation(node);
    case NodeKind::Block:
      return block(node);
    case NodeKind::Lambda:
      return lambda(node);
    case NodeKind::Function:
    case NodeKind::Partial:
      return call(node);
    case NodeKind::Bind:
      binds_ = true;
      return operands(node);
    case NodeKind::Apply:
    case NodeKind::Transform:
      // What is sought in here is not sought outside.
      TRY(operands(node));
      node->seeking.clear();
      if (node->kind == NodeKind::Apply) {
        node->keep_array = node->left->keep_array || node->right->keep_array;
      }
      return node;
    case NodeKind::Variable:
      if (node->text == "eval") binds_ = true;  // What it evaluates may bind.
      return node;
    case NodeKind::Operator:
      node->kind = NodeKind::Name;
      [[fallthrough]];
    case NodeKind::Name: {
      Node* path = path_of(node);
      path->keep_singleton_array = node->keep_array;
      return path;
    }
    case NodeKind::Parent:
      node->slot = &program_.slots.emplace_back();
      node->slot->label = program_.names.id("!" + std::to_string(program_.slots.size()));
      return node;
    case NodeKind::End:
      return refuse(syntax_error("S0207", node->position, node->text));
    default:
      return children(node);
  }
}

/// Whatever has operands or items, which are resolved and whose parents are sought outside.
Result<Node*, Error> Resolver::children(Node* node) {
  TRY(operands(node));
  for (Node*& item : node->items) {
    item = TRY(resolve(item));
    pass_on_seeking(*node, *item);
  }
  if (node->group == nullptr) return node;
  for (auto& [key, value] : node->group->pairs) {
    key = TRY(resolve(key));
    pass_on_seeking(*node, *key);
    value = TRY(resolve(value));
    pass_on_seeking(*node, *value);
  }
  return node;
}

Result<Node*, Error> Resolver::operands(Node* node) {
  for (Node** operand : {&node->left, &node->right, &node->third}) {
    if (*operand == nullptr) continue;
    *operand = TRY(resolve(*operand));
    pass_on_seeking(*node, **operand);
  }
  return node;
}

Result<Node*, Error> Resolver::call(Node* node) {
  for (Node*& argument : node->items) {
    argument = TRY(resolve(argument));
    pass_on_seeking(*node, *argument);
  }
  node->left = TRY(resolve(node->left));
  return node;
}

Result<Node*, Error> Resolver::step(Node* node) {
  Node* first = TRY(resolve(node->left));
  Node* path = first->kind == NodeKind::Path ? first : path_of(first);
  if (first->kind == NodeKind::Parent) path->seeking = {first->slot};
  Node* rest = TRY(resolve(node->right));
  if (rest->kind == NodeKind::Path) {
    path->items.insert(path->items.end(), rest->items.begin(), rest->items.end());
  } else {
    if (!rest->predicates.empty()) rest->stages = std::exchange(rest->predicates, {});
    path->items.push_back(rest);
  }
  TRY(check_steps(*path));
  for (Node* end : {path->items.front(), path->items.back()}) {
    if (end->kind == NodeKind::Array) end->constructs_array = true;
  }
  TRY(resolve_ancestry(*path));
  return path;
}

Result<void, Error> Resolver::check_steps(Node& path) {
  for (Node* step : path.items) {
    switch (step->kind) {
      case NodeKind::Number:
      case NodeKind::True:
      case NodeKind::False:
      case NodeKind::Null:
        return refuse(syntax_error("S0213", step->position, {}, value_json(*step)));
      case NodeKind::String:
        step->kind = NodeKind::Name;
        break;
      default:
        break;
    }
    if (step->keep_array) path.keep_singleton_array = true;
  }
  return {};
}

Result<Node*, Error> Resolver::predicate(Node* node) {
  Node* result = TRY(resolve(node->left));
  const bool in_path = result->kind == NodeKind::Path;
  Node* step = in_path ? result->items.back() : result;
  if (step->group != nullptr && step->kind != NodeKind::Object) {
    return refuse(syntax_error("S0209", node->position));
  }
  Node* filter = TRY(resolve(node->right));
  for (ParentSlot* slot : filter->seeking) {
    if (slot->level == 1) {
      TRY(seek_parent(*step, *slot));
    } else {
      --slot->level;
    }
  }
  if (!filter->seeking.empty()) pass_on_seeking(*step, *filter);
  (in_path ? step->stages : step->predicates).push_back({.filter = filter});
  return result;
}

Result<Node*, Error> Resolver::group(Node* node) {
  Node* result = TRY(resolve(node->left));
  if (result->group != nullptr && result->kind != NodeKind::Object) {
    return refuse(syntax_error("S0210", node->position));
  }
  for (auto& [key, value] : node->group->pairs) {
    key = TRY(resolve(key));
    value = TRY(resolve(value));
  }
  if (result->kind == NodeKind::Object) {
    // An object has pairs of its own, so that what groups it stands around it.
    Node& block = program_.nodes.emplace_back();
    block.kind = NodeKind::Block;
    block.position = node->position;
    block.items.push_back(result);
    result = &block;
  }
  result->group = std::move(node->group);
  return result;
}

Result<Node*, Error> Resolver::order_by(Node* node) {
  Node* path = TRY(resolve(node->left));
  if (path->kind != NodeKind::Path) path = path_of(path);
  node->kind = NodeKind::Sort;
  node->left = nullptr;
  for (Term& term : node->terms) {
    term.expression = TRY(resolve(term.expression));
    pass_on_seeking(*node, *term.expression);
  }
  path->items.push_back(node);
  const bool keep_array = std::exchange(node->keep_array, false);
  TRY(resolve_ancestry(*path));
  path->keep_array = path->keep_array || keep_array;
  return path;
}

Result<Node*, Error> Resolver::focus(Node* node) {
  Node* result = TRY(resolve(node->left));
  Node* step = result->kind == NodeKind::Path ? result->items.back() : result;
  if (!step->stages.empty() || !step->predicates.empty()) {
    return refuse(syntax_error("S0215", node->position));
  }
  if (step->kind == NodeKind::Sort) return refuse(syntax_error("S0216", node->position));
  if (node->keep_array) step->keep_array = true;
  step->focus = node->name;
  step->tuple = true;
  return result;
}

Result<Node*, Error> Resolver::index(Node* node) {
  Node* result = TRY(resolve(node->left));
  Node* step = result;
  if (result->kind == NodeKind::Path) {
    step = result->items.back();
  } else {
    result = path_of(step);
    if (!step->predicates.empty()) step->stages = std::exchange(step->predicates, {});
  }
  if (step->stages.empty()) {
    step->index = node->name;
  } else {
    step->stages.push_back({.index = node->name});
  }
  step->tuple = true;
  return result;
}

Result<Node*, Error> Resolver::negation(Node* node) {
  node->left = TRY(resolve(node->left));
  if (node->left->kind == NodeKind::Number) {
    node->left->number = -node->left->number;
    return node->left;
  }
  pass_on_seeking(*node, *node->left);
  return node;
}

Result<Node*, Error> Resolver::block(Node* node) {
  const bool outside = std::exchange(binds_, false);
  TRY(children(node));
  for (const Node* item : node->items) {
    const bool is_path = item->kind == NodeKind::Path;
    if ((is_path ? item->items.front() : item)->constructs_array) node->constructs_array = true;
  }
  node->binds = std::exchange(binds_, outside);
  return node;
}

Result<Node*, Error> Resolver::lambda(Node* node) {
  const bool outside = std::exchange(binds_, false);
  node->right = in_tail_position(TRY(resolve(node->right)));
  binds_ = outside;
  return node;
}

/// `node` where its value is that of a function: a call becomes a thunk, so that it needs no stack.
Node* Resolver::in_tail_position(Node* node) {
  switch (node->kind) {
    case NodeKind::Function: {
      if (!node->predicates.empty()) return node;
      Node& thunk = program_.nodes.emplace_back();
      thunk.kind = NodeKind::Lambda;
      thunk.thunk = true;
      thunk.position = node->position;
      thunk.right = node;
      return &thunk;
    }
    case NodeKind::Condition:
      node->right = in_tail_position(node->right);
      if (node->third != nullptr) node->third = in_tail_position(node->third);
      return node;
    case NodeKind::Block:
      if (!node->items.empty()) node->items.back() = in_tail_position(node->items.back());
      return node;
    default:
      return node;
  }
}

}  // namespace

Result<Node*, Error> parse_program(Program& program) {
  if (const std::size_t wrong = invalid_utf8(program.source); wrong != std::string::npos) {
    const std::size_t position = utf16_units(std::string_view{program.source}.substr(0, wrong));
    return refuse(syntax_error("S0201", position, "\uFFFD"));
  }
  Node* root = TRY(Parser{program}.parse());
  Node* resolved = TRY(Resolver{program}.resolve(root));
  if (resolved->kind == NodeKind::Parent || !resolved->seeking.empty()) {
    return refuse(no_parent(*resolved));
  }
  return resolved;
}

}  // namespace spotdrill::jsonata
