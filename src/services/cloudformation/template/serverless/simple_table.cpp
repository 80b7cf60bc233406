// AWS::Serverless::SimpleTable.
#include <array>

#include "services/cloudformation/template/serverless/generated.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array table_renamed{
    Renamed{"PointInTimeRecoverySpecification", "PointInTimeRecoverySpecification"},
    Renamed{"ProvisionedThroughput", "ProvisionedThroughput"},
    Renamed{"SSESpecification", "SSESpecification"},
    Renamed{"TableName", "TableName"},
};

constexpr std::array<std::string_view, 2> table_others{"PrimaryKey", "Tags"};

/// SAM's word for the type of a key in DynamoDB's.
json::value key_type(std::string_view type) {
  if (type == "Number") return "N";
  return type == "Binary" ? "B" : "S";
}

}  // namespace

Generated generate_simple_table(const ServerlessResource& resource, json::object& resources) {
  json::object properties = TRY(take_renamed(resource, table_renamed, table_others));
  json::value name = "id";
  json::value type = "S";
  if (const json::value* key = resource.properties.if_contains("PrimaryKey")) {
    const json::object* said = key->if_object();
    if (said == nullptr || !said->contains("Type")) {
      return resource.invalid("'PrimaryKey' is missing required Property 'Type'.", "PrimaryKey");
    }
    if (const json::value* given = said->if_contains("Name")) name = *given;
    type = key_type(string_at(*said, "Type"));
  }
  properties["KeySchema"] = json::array{json::object{{"AttributeName", name}, {"KeyType", "HASH"}}};
  properties["AttributeDefinitions"] =
      json::array{json::object{{"AttributeName", name}, {"AttributeType", type}}};
  if (!properties.contains("ProvisionedThroughput")) {
    properties["BillingMode"] = "PAY_PER_REQUEST";
  }
  json::array tags = marked_tags(resource, "");
  tags.erase(tags.begin());  // Of a table SAM says nothing.
  if (!tags.empty()) properties["Tags"] = std::move(tags);
  resources[resource.id] = replaced_by(resource, "AWS::DynamoDB::Table", std::move(properties));
  return {};
}

}  // namespace spotdrill::cloudformation
