#include "services/cloudformation/template/check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "services/cloudformation/template/references.hpp"

namespace spotdrill::cloudformation {
namespace {

using Checked = Result<void, TemplateMistake>;

constexpr std::array<std::string_view, 10> resource_members{
    "Type",           "Properties",          "DependsOn",      "Condition",    "Metadata",
    "DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy", "Description"};
constexpr std::array<std::string_view, 4> policies{"Delete", "Retain", "Snapshot",
                                                   "RetainExceptOnCreate"};
/// "Logical ID: … alphanumeric (A-Za-z0-9)"; 255 characters.
constexpr std::size_t logical_id_length_max = 255;

Refusal<TemplateMistake> mistake(std::string message, std::string path) {
  return refuse(TemplateMistake{std::move(message), std::move(path)});
}

bool is_logical_id(std::string_view id) {
  return !id.empty() && id.size() <= logical_id_length_max &&
         std::ranges::all_of(id, [](unsigned char each) { return std::isalnum(each) != 0; });
}

Checked check_policy(const json::object& resource, std::string_view name, const std::string& path) {
  if (!resource.contains(name)) return {};
  const std::string_view value = string_at(resource, name);
  const auto allowed = std::ranges::find(policies, value);
  if (allowed == policies.end()) {
    return mistake(fmt::format("Template error: Unrecognized {} {} for resource {}", name,
                               value.empty() ? to_text(resource.at(name)) : std::string{value},
                               path.substr(path.rfind('/') + 1)),
                   path);
  }
  return {};
}

Checked check_count(std::string_view what, std::size_t count, std::size_t max) {
  if (count <= max) return {};
  std::string lower{what};
  lower.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(lower.front())));
  return mistake(fmt::format("Template format error: Number of {}, {}, is greater than maximum "
                             "allowed, {}",
                             lower, count, max),
                 fmt::format("/{}", what));
}

Checked check_ids(const json::object& section, std::string_view what, std::string_view singular) {
  for (const auto& entry : section) {
    if (is_logical_id(entry.key())) continue;
    return mistake(fmt::format("Template format error: {} name {} is non alphanumeric.", singular,
                               std::string_view{entry.key()}),
                   fmt::format("/{}/{}", what, std::string_view{entry.key()}));
  }
  return {};
}

Checked check_outputs(const json::object& outputs) {
  for (const auto& entry : outputs) {
    const std::string path = fmt::format("/Outputs/{}", std::string_view{entry.key()});
    if (!entry.value().is_object() || !entry.value().get_object().contains("Value")) {
      return mistake("Template format error: Every Outputs member must contain a Value object",
                     path);
    }
    for (const auto& member : entry.value().get_object()) {
      const std::string_view name = member.key();
      if (name == "Value" || name == "Description" || name == "Export" || name == "Condition") {
        continue;
      }
      return mistake(fmt::format("Invalid template output property '{}'", name), path);
    }
    const json::value* exported = entry.value().get_object().if_contains("Export");
    if (exported != nullptr &&
        (!exported->is_object() || !exported->get_object().contains("Name"))) {
      return mistake(
          fmt::format("Template format error: Output {} is malformed. The Name field of every "
                      "Export member must be specified.",
                      std::string_view{entry.key()}),
          path);
    }
  }
  return {};
}

/// "Every Mappings attribute must be a String or a List", two keys deep.
Checked check_mappings(const json::object& mappings) {
  for (const auto& entry : mappings) {
    const std::string path = fmt::format("/Mappings/{}", std::string_view{entry.key()});
    if (!entry.value().is_object()) {
      return mistake("Template format error: Every Mappings member must be a map", path);
    }
    for (const auto& top : entry.value().get_object()) {
      if (!top.value().is_object()) {
        return mistake("Template format error: Every Mappings member must be a map", path);
      }
      for (const auto& second : top.value().get_object()) {
        if (!second.value().is_object()) continue;
        return mistake(
            "Template format error: Every Mappings attribute must be a String or a List.", path);
      }
    }
  }
  return {};
}

/// The names that `found` refers to and nobody has.
std::vector<std::string> unresolved(const Template& whole, const std::set<std::string>& names) {
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    if (is_pseudo_parameter(name) || whole.parameters.contains(name)) continue;
    if (!whole.resources.contains(name)) missing.push_back(name);
  }
  return missing;
}

Checked check_conditions(const Template& whole, const std::set<std::string>& names,
                         std::string_view block, const std::string& path) {
  for (const std::string& name : names) {
    if (whole.conditions.contains(name)) continue;
    return mistake(fmt::format("Template format error: Unresolved condition dependency {} in the "
                               "{} block of the template",
                               name, block),
                   path);
  }
  return {};
}

Checked check_found(const Template& whole, const References& found, std::string_view block,
                    const std::string& path) {
  if (const auto missing = unresolved(whole, found.refs); !missing.empty()) {
    return mistake(fmt::format("Template format error: Unresolved resource dependencies [{}] in "
                               "the {} block of the template",
                               fmt::join(missing, ", "), block),
                   path);
  }
  for (const std::string& name : found.attributes) {
    if (whole.resources.contains(name)) continue;
    return mistake(
        fmt::format("Template error: instance of Fn::GetAtt references undefined resource {}",
                    name),
        path);
  }
  return check_conditions(whole, found.conditions, block, path);
}

/// Conditions know parameters only.
Checked check_condition_section(const Template& whole) {
  for (const auto& entry : whole.conditions) {
    const std::string path = fmt::format("/Conditions/{}", std::string_view{entry.key()});
    References found;
    gather_references(entry.value(), found);
    std::vector<std::string> missing(found.attributes.begin(), found.attributes.end());
    for (const std::string& name : found.refs) {
      if (!is_pseudo_parameter(name) && !whole.parameters.contains(name)) missing.push_back(name);
    }
    if (!missing.empty()) {
      return mistake(fmt::format("Template format error: Unresolved dependencies [{}]. Cannot "
                                 "reference resources in the Conditions block of the template",
                                 fmt::join(missing, ", ")),
                     path);
    }
    TRY(check_conditions(whole, found.conditions, "Conditions", path));
  }
  return {};
}

}  // namespace

std::optional<std::string> find_null(const json::value& value, const std::string& path) {
  if (value.is_null()) return path;
  if (value.is_array()) {
    std::size_t index = 0;
    for (const json::value& each : value.get_array()) {
      if (auto found = find_null(each, fmt::format("{}/{}", path, index++))) return found;
    }
  } else if (value.is_object()) {
    for (const auto& entry : value.get_object()) {
      const auto found =
          find_null(entry.value(), fmt::format("{}/{}", path, std::string_view{entry.key()}));
      if (found) return found;
    }
  }
  return std::nullopt;
}

Checked check_resource_form(const std::string& id, const json::value& value) {
  const std::string path = "/Resources/" + id;
  if (!is_logical_id(id)) {
    return mistake(fmt::format("Template format error: Resource name {} is non alphanumeric.", id),
                   path);
  }
  if (!value.is_object()) {
    return mistake("Template format error: Any Resources member must be an object.", path);
  }
  const json::object& object = value.get_object();
  if (string_at(object, "Type").empty()) {
    return mistake(
        fmt::format(
            "Template format error: [{}] Every Resources object must contain a Type member.", path),
        path);
  }
  for (const auto& member : object) {
    const std::string_view name = member.key();
    if (std::ranges::find(resource_members, name) == resource_members.end()) {
      return mistake(fmt::format("Invalid template resource property '{}'", name), path);
    }
    if (name == "CreationPolicy" || name == "UpdatePolicy") {
      return mistake(fmt::format("spotdrill's CloudFormation has no {} ({}).", name, id), path);
    }
  }
  const json::value* properties = object.if_contains("Properties");
  if (properties != nullptr && !properties->is_object()) {
    return mistake("Template format error: Properties must be an object.", path);
  }
  TRY(check_policy(object, "DeletionPolicy", path));
  return check_policy(object, "UpdateReplacePolicy", path);
}

Checked check_sections(const Template& whole) {
  TRY(check_count("Resources", whole.resources.size(), resources_max));
  TRY(check_count("Parameters", whole.parameters.size(), parameters_max));
  TRY(check_count("Mappings", whole.mappings.size(), mappings_max));
  TRY(check_count("Outputs", whole.outputs.size(), outputs_max));
  TRY(check_ids(whole.parameters, "Parameters", "Parameter"));
  TRY(check_ids(whole.outputs, "Outputs", "Output"));
  TRY(check_mappings(whole.mappings));
  return check_outputs(whole.outputs);
}

Checked check_references(const Template& whole) {
  TRY(check_condition_section(whole));
  for (const auto& [id, resource] : whole.resources) {
    const std::string path = "/Resources/" + id;
    References found;
    gather_references(resource.properties, found);
    if (!resource.condition.empty()) found.conditions.insert(resource.condition);
    TRY(check_found(whole, found, "Resources", path));
    for (const std::string& name : resource.depends_on) {
      if (whole.resources.contains(name)) continue;
      return mistake(fmt::format("Template format error: Unresolved resource dependencies [{}] in "
                                 "the Resources block of the template",
                                 name),
                     path);
    }
  }
  for (const auto& entry : whole.outputs) {
    References found;
    gather_references(entry.value(), found);
    if (const auto condition = string_at(entry.value().get_object(), "Condition");
        !condition.empty()) {
      found.conditions.emplace(condition);
    }
    TRY(check_found(whole, found, "Outputs",
                    fmt::format("/Outputs/{}", std::string_view{entry.key()})));
  }
  return {};
}

}  // namespace spotdrill::cloudformation
