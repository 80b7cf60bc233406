#include "services/imds/metadata_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "services/imds/metadata_nodes.hpp"

namespace spotdrill::imds {
namespace {

/// Later than every dated version.
constexpr std::string_view latest = "latest";

// Source: EC2 User Guide, "Get the available versions of the instance metadata".
constexpr std::array<std::string_view, 29> dated{
    "1.0",        "2007-01-19", "2007-03-01", "2007-08-29", "2007-10-10", "2007-12-15",
    "2008-02-01", "2008-09-01", "2009-04-04", "2011-01-01", "2011-05-01", "2012-01-12",
    "2014-02-25", "2014-11-05", "2015-10-20", "2016-04-19", "2016-06-30", "2016-09-02",
    "2018-03-28", "2018-08-17", "2018-09-24", "2019-10-01", "2020-10-27", "2021-01-03",
    "2021-03-23", "2021-07-15", "2022-07-09", "2022-09-24", "2024-04-11"};

/// The longest path that is looked at has 8 parts; none that is there has more than 9.
constexpr std::size_t parts_max = 12;

struct Lookup {
  View view;
  std::string_view version;
  std::size_t variables = 0;

  [[nodiscard]] bool has(const Node& node) const { return node.since <= version; }

  // A directory is there when something in it is.
  [[nodiscard]] bool present(const Node& node) const {
    if (!has(node)) return false;
    if (node.present != nullptr) return node.present(view);
    if (node.value != nullptr) return node.value(view).has_value();
    if (node.names != nullptr) return !node.names(view).empty();
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const Node& child) { return present(child); });
  }

  [[nodiscard]] std::string list(const Node& node) const {
    std::string text;
    const auto add = [&](std::string_view name, bool directory) {
      if (!text.empty()) text += '\n';
      text += name;
      if (directory) text += '/';
    };
    if (node.names != nullptr) {
      for (const Name& name : node.names(view)) {
        if (name.shown.empty()) {
          add(name.key, node.children.front().value == nullptr);
        } else {
          add(name.shown, false);
        }
      }
      return text;
    }
    for (const Node& child : node.children) {
      if (present(child)) add(child.name, child.value == nullptr && !node.plain_listing);
    }
    return text;
  }

  /// The child of `node` that `part` names, or null.
  const Node* child(const Node& node, std::string_view part) {
    if (node.names == nullptr) {
      const auto found = std::find_if(node.children.begin(), node.children.end(),
                                      [&](const Node& each) { return each.name == part; });
      return found != node.children.end() && has(*found) ? &*found : nullptr;
    }
    const std::vector<Name> names = node.names(view);
    if (std::none_of(names.begin(), names.end(),
                     [&](const Name& name) { return name.key == part; })) {
      return nullptr;
    }
    view.names.at(variables++) = part;
    return &node.children.front();
  }
};

/// The parts of `path`; nothing when there are too many. An empty part is passed over.
std::optional<std::vector<std::string_view>> split(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) {
      if (parts.size() == parts_max) return {};
      parts.push_back(path.substr(0, end));
    }
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

std::string list_versions() {
  std::string text;
  for (const std::string_view version : dated) text.append(version).append("\n");
  return text.append(latest);
}

}  // namespace

std::span<const std::string_view> versions() {
  return dated;
}

// DEVIATION: a directory answers with its listing whether or not the path ends with a slash. AWS
// has been seen to redirect to the path with the slash; clients that follow redirects see no
// difference.
std::optional<Found> look_up(View view, std::string_view path) {
  const auto parts = split(path);
  if (!parts) return {};
  if (parts->empty()) return Found{.text = list_versions(), .listing = true};

  const std::string_view version = parts->front();
  if (version != latest && std::find(dated.begin(), dated.end(), version) == dated.end()) return {};
  Lookup lookup{.view = std::move(view), .version = version};
  const Node* node = &root_node();
  for (const std::string_view part : std::span{*parts}.subspan(1)) {
    if (node->value != nullptr) return {};
    node = lookup.child(*node, part);
    if (node == nullptr) return {};
  }
  if (node->value == nullptr) {
    if (node != &root_node() && !lookup.present(*node)) return {};
    return Found{.text = lookup.list(*node), .listing = true};
  }
  std::optional<std::string> text = node->value(lookup.view);
  if (!text) return {};
  return Found{.text = std::move(*text), .user_data = node->name == "user-data"};
}

}  // namespace spotdrill::imds
