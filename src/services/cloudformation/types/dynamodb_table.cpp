#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array dynamodb_table_properties{
    Property{.name = "AttributeDefinitions"},
    Property{.name = "BillingMode"},
    Property{.name = "DeletionProtectionEnabled"},
    Property{.name = "GlobalSecondaryIndexes", .change = Change::Refused},
    Property{.name = "KeySchema", .change = Change::Replacement, .required = true},
    Property{.name = "LocalSecondaryIndexes", .change = Change::Replacement},
    Property{.name = "ProvisionedThroughput"},
    Property{.name = "TableClass"},
    Property{.name = "TableName", .change = Change::Replacement},
    Property{.name = "Tags"},
    Property{.name = "TimeToLiveSpecification"},
};

constexpr std::array dynamodb_table_create{
    Call{.service = "dynamodb",
         .operation = "CreateTable",
         .input = R"json({"*": true, "TableName": "$@name", "Tags": "$tags(Tags)"})json"},
};

constexpr std::array dynamodb_table_finish{
    Call{
        .service = "dynamodb",
        .operation = "UpdateTimeToLive",
        .input =
            R"json({"TableName": "$@id", "TimeToLiveSpecification": "$TimeToLiveSpecification"})json",
        .when = "$changed(TimeToLiveSpecification)"},
};

constexpr std::array dynamodb_table_update{
    Call{
        .service = "dynamodb",
        .operation = "UpdateTable",
        .input = R"json({"TableName": "$@id", "BillingMode": "$changed(BillingMode)",
    "ProvisionedThroughput": "$changed(ProvisionedThroughput)",
    "TableClass": "$changed(TableClass)",
    "DeletionProtectionEnabled": "$changed(DeletionProtectionEnabled)"})json",
        .when =
            "$any_changed(BillingMode ProvisionedThroughput TableClass DeletionProtectionEnabled)"},
    Call{.service = "dynamodb",
         .operation = "UntagResource",
         .input = R"json({"ResourceArn": "${@attributes.Arn}", "TagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "dynamodb",
         .operation = "TagResource",
         .input = R"json({"ResourceArn": "${@attributes.Arn}", "Tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array dynamodb_table_remove{
    Call{.service = "dynamodb",
         .operation = "DeleteTable",
         .input = R"json({"TableName": "$@id"})json"},
};

constexpr std::array dynamodb_table_attributes{
    Attribute{.name = "Arn", .value = "$@read.Table.TableArn"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::DynamoDB::Table".
// DEVIATION: secondary indexes cannot be changed; on AWS one can, in each update.
constinit const ResourceType dynamodb_table{
    .name = "AWS::DynamoDB::Table",
    .properties = dynamodb_table_properties,
    .name_property = "TableName",
    .name_length_max = 255,
    .create = dynamodb_table_create,
    .read = Call{.service = "dynamodb",
                 .operation = "DescribeTable",
                 .input = R"json({"TableName": "$@id"})json"},
    .stable = {.value = "$@read.Table.TableStatus", .wanted = "ACTIVE"},
    .finish = dynamodb_table_finish,
    .update = dynamodb_table_update,
    .remove = dynamodb_table_remove,
    .gone = "ResourceNotFoundException",
    .removed = {.value = "$@read.Table.TableStatus", .wanted = ""},
    .attributes = dynamodb_table_attributes,
};

}  // namespace spotdrill::cloudformation
