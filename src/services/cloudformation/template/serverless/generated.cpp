#include "services/cloudformation/template/serverless/generated.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/cloudformation/template/serverless/policies.hpp"

namespace spotdrill::cloudformation {

std::string ServerlessResource::path(std::string_view property) const {
  return property.empty() ? fmt::format("/Resources/{}", id)
                          : fmt::format("/Resources/{}/Properties/{}", id, property);
}

Refusal<ServerlessMistake> ServerlessResource::invalid(std::string_view why,
                                                       std::string_view property) const {
  return refuse(ServerlessMistake{
      fmt::format("Transform {} failed with: Invalid Serverless Application Specification "
                  "document. Number of errors found: 1. Resource with id [{}] is invalid. {}",
                  serverless_transform, id, why),
      path(property)});
}

Result<json::object, ServerlessMistake> take_renamed(const ServerlessResource& resource,
                                                     std::span<const Renamed> renamed,
                                                     std::span<const std::string_view> others) {
  json::object taken;
  for (const auto& entry : resource.properties) {
    const std::string_view name{entry.key()};
    const auto found = std::ranges::find(renamed, name, &Renamed::from);
    if (found != renamed.end()) {
      taken.emplace(found->to, entry.value());
    } else if (std::ranges::find(others, name) == others.end()) {
      return resource.invalid(
          fmt::format("spotdrill's transform does not have the property {}.", name), name);
    }
  }
  return taken;
}

json::object replaced_by(const ServerlessResource& resource, std::string_view type,
                         json::object properties) {
  json::object replaced = resource.whole;
  replaced["Type"] = type;
  replaced["Properties"] = std::move(properties);
  return replaced;
}

json::value attribute_of(std::string_view id, std::string_view attribute) {
  return json::object{{"Fn::GetAtt", json::array{id, attribute}}};
}

json::array marked_tags(const ServerlessResource& resource, std::string_view key) {
  json::array tags{json::object{{"Key", key}, {"Value", "SAM"}}};
  const json::value* own = resource.properties.if_contains("Tags");
  if (own == nullptr || !own->is_object()) return tags;
  for (const auto& entry : own->get_object()) {
    tags.push_back(json::object{{"Key", entry.key()}, {"Value", entry.value()}});
  }
  return tags;
}

Result<json::object, ServerlessMistake> make_role(const ServerlessResource& resource,
                                                  std::string_view id, std::string_view service,
                                                  const json::array& basic, json::array tags) {
  RolePolicies policies = TRY(read_policies(resource, id));
  json::array managed = basic;
  managed.insert(managed.end(), policies.managed.begin(), policies.managed.end());
  json::object properties{
      {"AssumeRolePolicyDocument",
       json::object{
           {"Version", "2012-10-17"},
           {"Statement", json::array{json::object{
                             {"Action", json::array{"sts:AssumeRole"}},
                             {"Effect", "Allow"},
                             {"Principal", json::object{{"Service", json::array{service}}}}}}}}},
      {"Tags", std::move(tags)}};
  if (!managed.empty()) properties.emplace("ManagedPolicyArns", std::move(managed));
  if (!policies.own.empty()) properties.emplace("Policies", std::move(policies.own));
  if (const json::value* path = resource.properties.if_contains("RolePath")) {
    properties.emplace("Path", *path);
  }
  json::object role{{"Type", "AWS::IAM::Role"}, {"Properties", std::move(properties)}};
  if (const json::value* condition = resource.whole.if_contains("Condition")) {
    role.emplace("Condition", *condition);
  }
  return role;
}

Result<json::object, ServerlessMistake> place_in_s3(const ServerlessResource& resource,
                                                    std::string_view property) {
  const json::value& value = resource.properties.at(property);
  if (value.is_object() && value.get_object().contains("Bucket") &&
      value.get_object().contains("Key")) {
    return value.get_object();
  }
  const std::string_view text =
      value.is_string() ? std::string_view{value.get_string()} : std::string_view{};
  const std::size_t slash = text.find('/', 5);
  if (!text.starts_with("s3://") || slash == std::string_view::npos || slash + 1 == text.size()) {
    return resource.invalid(
        fmt::format("'{}' is not a valid S3 Uri of the form 's3://bucket/key' with optional "
                    "versionId query parameter.",
                    property),
        property);
  }
  std::string_view key = text.substr(slash + 1);
  json::object place{{"Bucket", text.substr(5, slash - 5)}};
  constexpr std::string_view version = "?versionId=";
  if (const std::size_t at = key.find(version); at != std::string_view::npos) {
    place.emplace("Version", key.substr(at + version.size()));
    key = key.substr(0, at);
  }
  place.emplace("Key", key);
  return place;
}

}  // namespace spotdrill::cloudformation
