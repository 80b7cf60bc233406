#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

bool is_condition(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Comparison:
    case Node::Kind::Between:
    case Node::Kind::In:
    case Node::Kind::And:
    case Node::Kind::Or:
    case Node::Kind::Not:
    case Node::Kind::Function:
      return true;
    default:
      return false;
  }
}

void add_heads(const Path& path, Heads& heads) {
  heads.all.push_back(path.front().name);
  if (path.size() > 1) heads.nested.push_back(path.front().name);
}

void add_heads(const Node& node, Heads& heads) {
  if (node.kind == Node::Kind::Lookup) add_heads(node.path, heads);
  for (const Node& each : node.arguments) add_heads(each, heads);
}

}  // namespace spotdrill::dynamodb::expressions
