#include "services/cloudformation/template/template.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "services/cloudformation/template/check.hpp"
#include "services/cloudformation/template/circles.hpp"
#include "services/cloudformation/template/references.hpp"
#include "services/cloudformation/template/scalar.hpp"
#include "services/cloudformation/template/serverless/transform.hpp"

namespace spotdrill::cloudformation {
namespace {

using Checked = Result<void, TemplateMistake>;

constexpr std::array<std::string_view, 10> sections{"AWSTemplateFormatVersion",
                                                    "Conditions",
                                                    "Description",
                                                    "Mappings",
                                                    "Metadata",
                                                    "Outputs",
                                                    "Parameters",
                                                    "Resources",
                                                    "Rules",
                                                    "Transform"};

Result<json::object, TemplateMistake> section(const json::object& document, std::string_view name) {
  const json::value* found = document.if_contains(name);
  if (found == nullptr) return json::object{};
  if (found->is_object()) return found->get_object();
  return refuse(TemplateMistake{fmt::format("Template format error: {} must be an object.", name),
                                fmt::format("/{}", name)});
}

Checked read_head(const json::object& document, Template& result) {
  std::vector<std::string_view> unknown;
  for (const auto& entry : document) {
    if (std::ranges::find(sections, std::string_view{entry.key()}) == sections.end()) {
      unknown.push_back(entry.key());
    }
  }
  if (!unknown.empty()) {
    return refuse(TemplateMistake{
        fmt::format("Invalid template property or properties [{}]", fmt::join(unknown, ", ")),
        fmt::format("/{}", unknown.front())});
  }
  const json::value* version = document.if_contains("AWSTemplateFormatVersion");
  if (version != nullptr && scalar_text(*version) != "2010-09-09") {
    return refuse(
        TemplateMistake{"Template format error: unsupported value for "
                        "AWSTemplateFormatVersion. No such version.",
                        "/AWSTemplateFormatVersion"});
  }
  if (document.contains("Rules")) {
    return refuse(TemplateMistake{"spotdrill's CloudFormation has no Rules.", "/Rules"});
  }
  result.description = string_at(document, "Description");
  if (const json::value* metadata = document.if_contains("Metadata")) result.metadata = *metadata;
  if (const json::value* transform = document.if_contains("Transform")) {
    const json::array all =
        transform->is_array() ? transform->get_array() : json::array{*transform};
    for (const json::value& each : all) {
      result.transforms.push_back(scalar_text(each).value_or(to_text(each)));
    }
  }
  return {};
}

Checked read_resource(const std::string& id, const json::value& value, TemplateResource& resource) {
  const std::string path = "/Resources/" + id;
  TRY(check_resource_form(id, value));
  const json::object& object = value.get_object();
  resource.type = string_at(object, "Type");
  resource.condition = string_at(object, "Condition");
  if (const json::value* properties = object.if_contains("Properties")) {
    resource.properties = properties->get_object();
  }
  for (auto [key, member] : {std::pair{"DeletionPolicy", &resource.deletion_policy},
                             std::pair{"UpdateReplacePolicy", &resource.update_replace_policy}}) {
    if (object.contains(key)) *member = string_at(object, key);
  }
  if (const json::value* said = object.if_contains("DependsOn")) {
    const json::array all = said->is_array() ? said->get_array() : json::array{*said};
    for (const json::value& each : all) {
      resource.depends_on.insert(scalar_text(each).value_or(to_text(each)));
    }
  }
  return {};
}

Checked read_resources(const json::object& document, Template& result) {
  const json::object resources = TRY(section(document, "Resources"));
  if (resources.empty()) {
    return refuse(TemplateMistake{
        "Template format error: At least one Resources member must be defined.", "/Resources"});
  }
  for (const auto& entry : resources) {
    TRY(read_resource(std::string{entry.key()}, entry.value(),
                      result.resources[std::string{entry.key()}]));
  }
  return {};
}

/// What a resource's properties refer to it depends on.
void add_implied(Template& result) {
  for (auto& [id, resource] : result.resources) {
    References found;
    gather_references(resource.properties, found);
    for (const auto* names : {&found.refs, &found.attributes}) {
      for (const std::string& name : *names) {
        if (result.resources.contains(name)) resource.depends_on.insert(name);
      }
    }
  }
}

}  // namespace

Result<Template, TemplateMistake> read_template(std::string_view text) {
  auto parsed = parse_text(text);
  if (!parsed.has_value()) return refuse(TemplateMistake{parsed.error(), ""});
  Template result;
  result.places = std::move(parsed->places);
  json::object document = std::move(parsed->document);
  if (is_serverless(document)) {
    auto transformed = transform_serverless(document);
    if (!transformed.has_value()) {
      return refuse(TemplateMistake{std::move(transformed.error().message),
                                    std::move(transformed.error().path)});
    }
    document = std::move(*transformed);
  }
  TRY(read_head(document, result));
  if (auto path = find_null(document)) {
    return refuse(TemplateMistake{
        fmt::format("Template format error: [{}] 'null' values are not allowed in templates",
                    *path),
        *path});
  }
  result.parameters = TRY(section(document, "Parameters"));
  result.mappings = TRY(section(document, "Mappings"));
  result.conditions = TRY(section(document, "Conditions"));
  result.outputs = TRY(section(document, "Outputs"));
  TRY(read_resources(document, result));
  TRY(check_sections(result));
  TRY(check_references(result));
  add_implied(result);
  if (const auto circle = find_circle(result.resources); !circle.empty()) {
    return refuse(TemplateMistake{
        fmt::format("Circular dependency between resources: [{}]", fmt::join(circle, ", ")),
        "/Resources/" + circle.front()});
  }
  return result;
}

}  // namespace spotdrill::cloudformation
