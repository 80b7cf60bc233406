// What one resource of SAM's becomes, and what all of them have in common.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "services/cloudformation/template/serverless/transform.hpp"

namespace spotdrill::cloudformation {

/// One resource as its author wrote it, after Globals.
struct ServerlessResource {
  std::string id;
  json::object whole;  ///< Its Condition, DependsOn and policies of deletion go along.
  json::object properties;

  [[nodiscard]] std::string path(std::string_view property) const;
  /// Errors of AWS's: "Resource with id [Worker] is invalid. " and why.
  [[nodiscard]] Refusal<ServerlessMistake> invalid(std::string_view why,
                                                   std::string_view property = {}) const;
};

/// A property of SAM's that is one of CloudFormation's, by another name or by the same.
struct Renamed {
  std::string_view from;
  std::string_view to;
};

/// Puts the properties that are renamed only. Errors: the first that is neither one of them nor one
/// of `others`.
Result<json::object, ServerlessMistake> take_renamed(const ServerlessResource& resource,
                                                     std::span<const Renamed> renamed,
                                                     std::span<const std::string_view> others);

/// The resource of CloudFormation's `type` that stands in its place.
json::object replaced_by(const ServerlessResource& resource, std::string_view type,
                         json::object properties);

/// {"Fn::GetAtt": [ID, ATTRIBUTE]}.
json::value attribute_of(std::string_view id, std::string_view attribute);

/// As AWS::Serverless marks what it makes: {"Key": KEY, "Value": "SAM"}, then the author's.
json::array marked_tags(const ServerlessResource& resource, std::string_view key);

/// The role of what `service` runs, called `id`: with `basic` and the author's policies. Errors: a
/// policy that is none.
Result<json::object, ServerlessMistake> make_role(const ServerlessResource& resource,
                                                  std::string_view id, std::string_view service,
                                                  const json::array& basic, json::array tags);

/// A place in S3, "s3://bucket/key" or a map, as {"Bucket", "Key", "Version"}. Errors: AWS's
/// sentence about `property`.
Result<json::object, ServerlessMistake> place_in_s3(const ServerlessResource& resource,
                                                    std::string_view property);

// Each adds to `resources` what becomes of one.
using Generated = Result<void, ServerlessMistake>;
Generated generate_function(const ServerlessResource& resource, json::object& resources);
Generated generate_state_machine(const ServerlessResource& resource, json::object& resources);
Generated generate_simple_table(const ServerlessResource& resource, json::object& resources);

}  // namespace spotdrill::cloudformation
