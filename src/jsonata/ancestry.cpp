#include "jsonata/ancestry.hpp"

namespace spotdrill::jsonata {

Error no_parent(const Node& node) {
  return syntax_error("S0217", node.has_position ? node.position : 0, type_name(node.kind));
}

void pass_on_seeking(Node& container, const Node& value) {
  container.seeking.insert(container.seeking.end(), value.seeking.begin(), value.seeking.end());
  if (value.kind == NodeKind::Parent) container.seeking.push_back(value.slot);
}

Result<void, Error> seek_parent(Node& node, ParentSlot& slot) {
  switch (node.kind) {
    case NodeKind::Name:
    case NodeKind::Wildcard:
      if (--slot.level > 0) return {};
      if (node.ancestor != nullptr) slot.label = node.ancestor->label;
      node.ancestor = &slot;
      node.tuple = true;
      return {};
    case NodeKind::Parent:
      ++slot.level;
      return {};
    case NodeKind::Block:
      if (node.items.empty()) return {};
      node.tuple = true;
      return seek_parent(*node.items.back(), slot);
    case NodeKind::Path: {
      node.tuple = true;
      std::size_t index = node.items.size() - 1;
      TRY(seek_parent(*node.items[index], slot));
      while (slot.level > 0 && index > 0) TRY(seek_parent(*node.items[--index], slot));
      return {};
    }
    default:
      return refuse(no_parent(node));
  }
}

Result<void, Error> resolve_ancestry(Node& path) {
  Node& last = *path.items.back();
  std::vector<ParentSlot*> slots = last.seeking;
  if (last.kind == NodeKind::Parent) slots.push_back(last.slot);
  for (ParentSlot* slot : slots) {
    std::size_t before = path.items.size() - 1;  // The steps not yet asked.
    while (slot->level > 0) {
      if (before == 0) {
        path.seeking.push_back(slot);
        break;
      }
      Node* step = path.items[--before];
      // Contiguous steps that bind the focus have one context.
      while (before > 0 && step->focus != no_name && path.items[before - 1]->focus != no_name) {
        step = path.items[--before];
      }
      TRY(seek_parent(*step, *slot));
    }
  }
  return {};
}

}  // namespace spotdrill::jsonata
