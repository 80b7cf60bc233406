#include "services/cloudformation/type_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/suggest.hpp"
#include "services/cloudformation/template/references.hpp"
#include "services/cloudformation/template/serverless/transform.hpp"
#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

using Mistakes = std::vector<TemplateMistake>;

std::string did_you_mean_property(const ResourceType& type, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Property& each : type.properties) names.push_back(each.name);
  return did_you_mean(name, names);
}

void check_properties(const std::string& id, const TemplateResource& resource,
                      const ResourceType& type, Mistakes& mistakes) {
  const std::string path = "/Resources/" + id;
  for (const auto& entry : resource.properties) {
    const std::string_view name = entry.key();
    if (find_property(type, name) != nullptr) continue;
    if (name == "Fn::Transform") {
      mistakes.push_back(
          {"Template error: spotdrill's CloudFormation has no function Fn::Transform",
           fmt::format("{}/Properties/{}", path, name)});
      continue;
    }
    mistakes.push_back(
        {fmt::format("Properties validation failed for resource {} with message: #: extraneous key "
                     "[{}] is not permitted: spotdrill's {} has no such property{}",
                     id, name, type.name, did_you_mean_property(type, name)),
         fmt::format("{}/Properties/{}", path, name)});
  }
  for (const Property& each : type.properties) {
    if (!each.required || resource.properties.contains(each.name)) continue;
    mistakes.push_back({fmt::format("Properties validation failed for resource {} with message: #: "
                                    "required key [{}] not found",
                                    id, each.name),
                        path});
  }
}

/// Calls `visit` with the resource and the attribute of every GetAtt.
template <class Visit>
void each_attribute(const json::value& value, const Visit& visit) {
  if (value.is_array()) {
    for (const json::value& each : value.get_array()) each_attribute(each, visit);
    return;
  }
  if (!value.is_object()) return;
  for (const auto& entry : value.get_object()) {
    const json::value& argument = entry.value();
    if (entry.key() == "Fn::GetAtt" && argument.is_array() && argument.get_array().size() == 2 &&
        argument.get_array()[0].is_string() && argument.get_array()[1].is_string()) {
      visit(std::string{argument.get_array()[0].get_string()},
            std::string_view{argument.get_array()[1].get_string()});
    } else if (entry.key() == "Fn::GetAtt" && argument.is_string()) {
      const std::string_view text = argument.get_string();
      const std::size_t dot = std::min(text.find('.'), text.size());
      visit(std::string{text.substr(0, dot)}, text.substr(std::min(dot + 1, text.size())));
    }
    each_attribute(argument, visit);
  }
}

void check_attributes(const Template& whole, const json::value& value, const std::string& path,
                      Mistakes& mistakes) {
  each_attribute(value, [&](const std::string& id, std::string_view attribute) {
    const auto found = whole.resources.find(id);
    const ResourceType* type =
        found == whole.resources.end() ? nullptr : find_type(found->second.type);
    if (type == nullptr) return;
    if (std::ranges::find(type->attributes, attribute, &Attribute::name) !=
        type->attributes.end()) {
      return;
    }
    mistakes.push_back({fmt::format("Template error: resource {} does not support attribute type "
                                    "{} in Fn::GetAtt",
                                    id, attribute),
                        path});
  });
}

}  // namespace

Mistakes check_types(const Template& whole) {
  Mistakes mistakes;
  for (const std::string& transform : whole.transforms) {
    if (transform == "AWS::LanguageExtensions" || transform == serverless_transform) continue;
    mistakes.push_back(
        {fmt::format("spotdrill's CloudFormation has no transform {}.", transform), "/Transform"});
  }
  for (const auto& [id, resource] : whole.resources) {
    const std::string path = "/Resources/" + id;
    const ResourceType* type = find_type(resource.type);
    if (type == nullptr) {
      mistakes.push_back({fmt::format("Template format error: Unrecognized resource types: [{}]: "
                                      "spotdrill does not have the type of {}",
                                      resource.type, id),
                          path});
      continue;
    }
    check_properties(id, resource, *type, mistakes);
    check_attributes(whole, resource.properties, path, mistakes);
  }
  for (const auto& entry : whole.outputs) {
    check_attributes(whole, entry.value(),
                     fmt::format("/Outputs/{}", std::string_view{entry.key()}), mistakes);
  }
  return mistakes;
}

Capabilities needed_capabilities(const Template& whole) {
  Capabilities needed;
  bool named = false;
  std::set<std::string> types;
  for (const auto& [id, resource] : whole.resources) {
    const ResourceType* type = find_type(resource.type);
    if (type == nullptr || !type->needs_iam_capability) continue;
    types.insert(resource.type);
    named = named ||
            (!type->name_property.empty() && resource.properties.contains(type->name_property));
  }
  if (!types.empty()) needed.names = {named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM"};
  needed.types.assign(types.begin(), types.end());
  return needed;
}

}  // namespace spotdrill::cloudformation
