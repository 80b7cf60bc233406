#include "jsonata/node.hpp"

namespace spotdrill::jsonata {

Names::Names() {
  for (const std::string_view name : {"", "@", "$"}) (void)id(name);
}

Names& Names::operator=(const Names& other) {
  names_ = other.names_;
  bound_ = other.bound_;
  ids_.clear();
  for (NameId id = 0; id < names_.size(); ++id) ids_.emplace(names_[id], id);
  return *this;
}

NameId Names::id(std::string_view name) {
  if (const auto found = ids_.find(name); found != ids_.end()) return found->second;
  const auto id = static_cast<NameId>(names_.size());
  names_.emplace_back(name);
  bound_.push_back(false);
  ids_.emplace(names_.back(), id);
  return id;
}

std::optional<NameId> Names::find(std::string_view name) const {
  const auto found = ids_.find(name);
  return found != ids_.end() ? std::optional{found->second} : std::nullopt;
}

std::string_view type_name(NodeKind kind) {
  switch (kind) {
    case NodeKind::Path:
      return "path";
    case NodeKind::Name:
      return "name";
    case NodeKind::String:
      return "string";
    case NodeKind::Number:
      return "number";
    case NodeKind::True:
    case NodeKind::False:
    case NodeKind::Null:
      return "value";
    case NodeKind::Wildcard:
      return "wildcard";
    case NodeKind::Descendant:
      return "descendant";
    case NodeKind::Parent:
      return "parent";
    case NodeKind::Variable:
      return "variable";
    case NodeKind::Regex:
      return "regex";
    case NodeKind::Negation:
    case NodeKind::Array:
    case NodeKind::Object:
      return "unary";
    case NodeKind::Condition:
      return "condition";
    case NodeKind::Block:
      return "block";
    case NodeKind::Bind:
      return "bind";
    case NodeKind::Function:
      return "function";
    case NodeKind::Partial:
      return "partial";
    case NodeKind::Lambda:
      return "lambda";
    case NodeKind::Apply:
      return "apply";
    case NodeKind::Transform:
      return "transform";
    case NodeKind::Sort:
      return "sort";
    case NodeKind::Placeholder:
    case NodeKind::Operator:
      return "operator";
    default:
      return "binary";
  }
}

}  // namespace spotdrill::jsonata
