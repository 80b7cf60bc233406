// A parsed expression as text again, and whether two of them are the same tree: for what the parser
// must keep. Of the tree as the parser makes it, before it is resolved.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "jsonata/parser.hpp"

namespace spotdrill::jsonata {

/// Prints with a space between any two tokens that could be read as one. Brackets are blocks of the
/// tree, so that none has to be added.
class Printer {
 public:
  explicit Printer(const Program& program) : program_(program) {}

  std::string text(const Node* node) const {
    if (node == nullptr) return {};
    return form(*node) + (node->keep_array ? "[]" : "");
  }

 private:
  std::string form(const Node& node) const {
    switch (node.kind) {
      case NodeKind::Name:
        return fmt::format("`{}`", node.text);
      case NodeKind::Variable:
        return fmt::format("${}", node.text);
      case NodeKind::String:
        return to_text(json::value(node.text));
      case NodeKind::Number:
        return fmt::format("{}", node.number);
      case NodeKind::Wildcard:
      case NodeKind::Descendant:
      case NodeKind::Parent:
      case NodeKind::Operator:
      case NodeKind::True:
      case NodeKind::False:
      case NodeKind::Null:
        return std::string{node.text};
      case NodeKind::Regex:
        return fmt::format("/{}/{}", node.text, flags_after(node.text));
      case NodeKind::End:
        return {};
      case NodeKind::Placeholder:
        return "?";
      default:
        return node.kind == NodeKind::Lambda ? lambda(node) : compound(node);
    }
  }

  std::string compound(const Node& node) const {
    const std::string left = text(node.left);
    const std::string right = text(node.right);
    switch (node.kind) {
      case NodeKind::Negation:
        return "- " + left;
      case NodeKind::Block:
        return "(" + list(node.items, "; ") + ")";
      case NodeKind::Array:
        return "[" + list(node.items, ", ") + "]";
      case NodeKind::Range:
        return left + " .. " + right;
      case NodeKind::Object:
      case NodeKind::Group:
        return left + group(node);
      case NodeKind::Transform:
        return "| " + left + " | " + right + (node.third ? ", " + text(node.third) : "") + " |";
      case NodeKind::Function:
      case NodeKind::Partial:
        return left + "(" + list(node.items, ", ") + ")";
      case NodeKind::Predicate:
        return left + "[" + right + "]";
      case NodeKind::OrderBy:
        return left + "^(" + terms(node) + ")";
      case NodeKind::Bind:
        return variable(node.name) + " := " + right;
      case NodeKind::Focus:
        return left + " @ " + variable(node.name);
      case NodeKind::Index:
        return left + " # " + variable(node.name);
      case NodeKind::Condition:
        return left + " ? " + right + (node.third ? " : " + text(node.third) : "");
      default:
        return fmt::format("{} {} {}", left, node.text, right);
    }
  }

  std::string variable(NameId name) const { return fmt::format("${}", program_.names.name(name)); }

  std::string list(const std::vector<Node*>& items, std::string_view between) const {
    std::string out;
    for (const Node* item : items) {
      if (item != items.front()) out += between;
      out += text(item);
    }
    return out;
  }

  std::string group(const Node& node) const {
    std::string out;
    for (const auto& [key, value] : node.group->pairs) {
      if (!out.empty()) out += ", ";
      out += text(key) + ": " + text(value);
    }
    return "{" + out + "}";
  }

  std::string terms(const Node& node) const {
    std::string out;
    for (const Term& term : node.terms) {
      if (!out.empty()) out += ", ";
      out += (term.descending ? ">" : "<") + text(term.expression);
    }
    return out;
  }

  std::string lambda(const Node& node) const {
    std::string parameters;
    for (const NameId name : node.parameters) {
      if (!parameters.empty()) parameters += ", ";
      parameters += variable(name);
    }
    const std::string signature = node.signature == nullptr ? "" : signature_of(node);
    return fmt::format("function({}){}{{{}}}", parameters, signature, text(node.right));
  }

  /// What stands in the source from `part` on, which is a part of it.
  std::string_view source_from(std::string_view part) const {
    return std::string_view{program_.source}.substr(
        static_cast<std::size_t>(part.data() - program_.source.data()));
  }

  /// The tree has it read, not as it was written.
  std::string signature_of(const Node& node) const {
    std::string_view rest = source_from(node.text);
    rest.remove_prefix(rest.find('<'));
    std::size_t end = 0;
    int depth = 0;
    do {
      depth += rest[end] == '<' ? 1 : rest[end] == '>' ? -1 : 0;
      ++end;
    } while (depth > 0);
    return std::string{rest.substr(0, end)};
  }

  std::string_view flags_after(std::string_view pattern) const {
    const std::string_view rest = source_from(pattern).substr(pattern.size() + 1);
    return rest.substr(0, std::min(rest.find_first_not_of("im"), rest.size()));
  }

  const Program& program_;
};

/// Compares everything but positions, and how numbers are written.
class SameTree {
 public:
  SameTree(const Program& left, const Program& right) : left_(left), right_(right) {}

  bool operator()(const Node* left, const Node* right) const {
    if (left == nullptr || right == nullptr) return left == right;
    const bool same_text = left->kind == NodeKind::Number || left->text == right->text;
    return left->kind == right->kind && left->op == right->op && same_text &&
           left->or_equal == right->or_equal && left->keep_array == right->keep_array &&
           left->number == right->number && same_name(left->name, right->name) &&
           (*this)(left->left, right->left) && (*this)(left->right, right->right) &&
           (*this)(left->third, right->third) && same_lists(*left, *right);
  }

 private:
  bool same_name(NameId left, NameId right) const {
    return left_.names.name(left) == right_.names.name(right);
  }

  bool same_lists(const Node& left, const Node& right) const {
    return std::ranges::equal(left.items, right.items, *this) &&
           std::ranges::equal(left.parameters, right.parameters,
                              [this](NameId a, NameId b) { return same_name(a, b); }) &&
           std::ranges::equal(left.terms, right.terms,
                              [this](const Term& a, const Term& b) {
                                return a.descending == b.descending &&
                                       (*this)(a.expression, b.expression);
                              }) &&
           (left.signature == nullptr ? right.signature == nullptr
                                      : right.signature != nullptr &&
                                            left.signature->size() == right.signature->size()) &&
           same_groups(left, right);
  }

  bool same_groups(const Node& left, const Node& right) const {
    if (left.group == nullptr || right.group == nullptr) return left.group == right.group;
    return std::ranges::equal(left.group->pairs, right.group->pairs,
                              [this](const Pair& a, const Pair& b) {
                                return (*this)(a.first, b.first) && (*this)(a.second, b.second);
                              });
  }

  const Program& left_;
  const Program& right_;
};

}  // namespace spotdrill::jsonata
