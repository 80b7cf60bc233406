// AWS::Serverless::Function.
#include <fmt/format.h>

#include <array>

#include "base/openssl.hpp"
#include "services/cloudformation/template/serverless/generated.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array function_renamed{
    Renamed{"Architectures", "Architectures"},
    Renamed{"Description", "Description"},
    Renamed{"Environment", "Environment"},
    Renamed{"EphemeralStorage", "EphemeralStorage"},
    Renamed{"FunctionName", "FunctionName"},
    Renamed{"Handler", "Handler"},
    Renamed{"KmsKeyArn", "KmsKeyArn"},
    Renamed{"Layers", "Layers"},
    Renamed{"LoggingConfig", "LoggingConfig"},
    Renamed{"MemorySize", "MemorySize"},
    Renamed{"PackageType", "PackageType"},
    Renamed{"ReservedConcurrentExecutions", "ReservedConcurrentExecutions"},
    Renamed{"Role", "Role"},
    Renamed{"Runtime", "Runtime"},
    Renamed{"Timeout", "Timeout"},
    Renamed{"VpcConfig", "VpcConfig"},
};

/// Of which something else is made.
constexpr std::array<std::string_view, 10> function_others{
    "AutoPublishAlias", "AutoPublishCodeSha256",
    "CodeUri",          "DeadLetterQueue",
    "InlineCode",       "Policies",
    "RolePath",         "Tags",
    "Tracing",          "VersionDescription"};

Result<json::object, ServerlessMistake> code_of(const ServerlessResource& resource) {
  if (const json::value* text = resource.properties.if_contains("InlineCode")) {
    return json::object{{"ZipFile", *text}};
  }
  if (!resource.properties.contains("CodeUri")) {
    return resource.invalid("One of 'InlineCode' or 'CodeUri' must be set.");
  }
  const json::object place = TRY(place_in_s3(resource, "CodeUri"));
  json::object code{{"S3Bucket", place.at("Bucket")}, {"S3Key", place.at("Key")}};
  if (const json::value* version = place.if_contains("Version")) {
    code.emplace("S3ObjectVersion", *version);
  }
  return code;
}

/// A version of the code as it is now, whose id changes with it, and an alias that is moved on.
void publish(const ServerlessResource& resource, const json::object& code,
             json::object& resources) {
  const json::value* alias = resource.properties.if_contains("AutoPublishAlias");
  if (alias == nullptr || !alias->is_string()) return;
  constexpr std::size_t digits = 10;
  const json::value* told = resource.properties.if_contains("AutoPublishCodeSha256");
  // DEVIATION: SAM's own digest is of its text of the code's place; the digits differ from AWS's.
  const std::string digest = told != nullptr && told->is_string()
                                 ? std::string{told->get_string()}
                                 : sha256_hex(to_text(json::value(code)));
  const std::string version = fmt::format("{}Version{}", resource.id, digest.substr(0, digits));
  json::object about{{"FunctionName", json::object{{"Ref", resource.id}}}};
  if (const json::value* text = resource.properties.if_contains("VersionDescription")) {
    about.emplace("Description", *text);
  }
  resources[version] = json::object{{"Type", "AWS::Lambda::Version"},
                                    {"DeletionPolicy", "Retain"},
                                    {"Properties", std::move(about)}};
  const std::string name{alias->get_string()};
  resources[fmt::format("{}Alias{}", resource.id, name)] = json::object{
      {"Type", "AWS::Lambda::Alias"},
      {"Properties", json::object{{"Name", name},
                                  {"FunctionName", json::object{{"Ref", resource.id}}},
                                  {"FunctionVersion", attribute_of(version, "Version")}}}};
}

}  // namespace

Generated generate_function(const ServerlessResource& resource, json::object& resources) {
  json::object properties = TRY(take_renamed(resource, function_renamed, function_others));
  const json::object code = TRY(code_of(resource));
  properties["Code"] = code;
  properties["Tags"] = marked_tags(resource, "lambda:createdBy");
  if (const json::value* tracing = resource.properties.if_contains("Tracing")) {
    properties["TracingConfig"] = json::object{{"Mode", *tracing}};
  }
  if (const json::value* queue = resource.properties.if_contains("DeadLetterQueue")) {
    const json::object* said = queue->if_object();
    if (said == nullptr || !said->contains("TargetArn")) {
      return resource.invalid(
          "'DeadLetterQueue' requires Type and TargetArn properties to be "
          "specified.",
          "DeadLetterQueue");
    }
    properties["DeadLetterConfig"] = json::object{{"TargetArn", said->at("TargetArn")}};
  }
  if (!properties.contains("Role")) {
    const std::string role = resource.id + "Role";
    const json::array basic{"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"};
    resources[role] = TRY(make_role(resource, role, "lambda.amazonaws.com", basic,
                                    marked_tags(resource, "lambda:createdBy")));
    properties["Role"] = attribute_of(role, "Arn");
  }
  publish(resource, code, resources);
  resources[resource.id] = replaced_by(resource, "AWS::Lambda::Function", std::move(properties));
  return {};
}

}  // namespace spotdrill::cloudformation
