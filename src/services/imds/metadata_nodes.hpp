// The metadata tree as a table. Not the walk over it (metadata_tree.cpp).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/imds/metadata_tree.hpp"

namespace spotdrill::imds {

/// A variable part of a path.
struct Name {
  std::string key;
  std::string shown = {};  ///< How a listing has it, when that is not the key: "0=my-key".
};

/// A directory or, when it has a value, a leaf.
struct Node {
  std::string_view name = {};
  std::string_view since = {};  ///< The version that it came with.
  std::optional<std::string> (*value)(const View&) = nullptr;
  std::span<const Node> children = {};
  /// The directory's entries are these, and each is as its only child.
  std::vector<Name> (*names)(const View&) = nullptr;
  /// Whether it is there, when asking for the value would be dear or wrong.
  bool (*present)(const View&) = nullptr;
  bool plain_listing = false;  ///< Directories in it are listed without a slash.
};

const Node& root_node();

// What the values of nodes are made with.

using Text = std::optional<std::string>;
using Names = std::vector<Name>;

/// The text, or nothing when there is none.
inline Text unless_empty(const std::string& text) {
  if (text.empty()) return {};
  return text;
}

/// One part of every group, a line for each.
inline std::string lines(const std::vector<ec2::GroupRef>& groups,
                         std::string ec2::GroupRef::* part) {
  std::string text;
  for (const ec2::GroupRef& group : groups) {
    if (!text.empty()) text += '\n';
    text += group.*part;
  }
  return text;
}

}  // namespace spotdrill::imds
