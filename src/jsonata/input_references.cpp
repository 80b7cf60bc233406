#include <algorithm>

#include "jsonata/jsonata.hpp"
#include "jsonata/node.hpp"

namespace spotdrill::jsonata {

namespace {

/// Walks what is evaluated over the input itself. Later steps of a path, and filters, orders and
/// groups, are over what came before them.
class InputReferences {
 public:
  std::vector<std::string> found;

  void visit(const Node* node) {
    if (node == nullptr) return;
    switch (node->kind) {
      case NodeKind::Path:
        return visit(node->items[0]);
      case NodeKind::Name:
        return add(std::string{node->text});
      case NodeKind::Variable:
        if (node->name == root_name) return add("$$");
        if (node->text.empty()) add("$");
        return;
      case NodeKind::Transform:
      case NodeKind::Sort:
        return;
      default:
        return visit_parts(*node);
    }
  }

 private:
  void visit_parts(const Node& node) {
    visit(node.left);
    visit(node.right);
    visit(node.third);
    for (const Node* item : node.items) visit(item);
    if (node.kind != NodeKind::Object || node.group == nullptr) return;
    for (const auto& [key, value] : node.group->pairs) {
      visit(key);
      visit(value);
    }
  }

  void add(std::string name) {
    if (std::find(found.begin(), found.end(), name) == found.end()) {
      found.push_back(std::move(name));
    }
  }
};

}  // namespace

std::vector<std::string> Expression::input_references() const {
  InputReferences references;
  references.visit(program_->root);
  return std::move(references.found);
}

}  // namespace spotdrill::jsonata
