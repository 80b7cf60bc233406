#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array lambda_function_properties{
    Property{.name = "Architectures"},
    Property{.name = "Code", .required = true},
    Property{.name = "DeadLetterConfig"},
    Property{.name = "Description"},
    Property{.name = "Environment"},
    Property{.name = "EphemeralStorage"},
    Property{.name = "FunctionName", .change = Change::Replacement},
    Property{.name = "Handler"},
    Property{.name = "KmsKeyArn"},
    Property{.name = "Layers"},
    Property{.name = "LoggingConfig"},
    Property{.name = "MemorySize"},
    Property{.name = "PackageType", .change = Change::Replacement},
    Property{.name = "ReservedConcurrentExecutions"},
    Property{.name = "Role", .required = true},
    Property{.name = "Runtime"},
    Property{.name = "Tags"},
    Property{.name = "Timeout"},
    Property{.name = "TracingConfig"},
    Property{.name = "VpcConfig"},
};

constexpr std::array lambda_function_create{
    Call{
        .service = "lambda",
        .operation = "CreateFunction",
        .input = R"json({"FunctionName": "$@name", "Code": {"ZipFile": "$inline_code(Code.ZipFile)",
    "S3Bucket": "$Code.S3Bucket", "S3Key": "$Code.S3Key",
    "S3ObjectVersion": "$Code.S3ObjectVersion", "ImageUri": "$Code.ImageUri"},
    "KMSKeyArn": "$KmsKeyArn", "Tags": "$tag_map(Tags)", "*": true})json"},
    Call{.service = "lambda",
         .operation = "PutFunctionConcurrency",
         .input = R"json({"FunctionName": "$@name",
    "ReservedConcurrentExecutions": "$ReservedConcurrentExecutions"})json",
         .when = "$ReservedConcurrentExecutions"},
};

constexpr std::array lambda_function_update{
    Call{.service = "lambda",
         .operation = "UpdateFunctionCode",
         .input = R"json({"FunctionName": "$@id", "ZipFile": "$inline_code(Code.ZipFile)",
    "S3Bucket": "$Code.S3Bucket", "S3Key": "$Code.S3Key",
    "S3ObjectVersion": "$Code.S3ObjectVersion", "Architectures": "$Architectures"})json",
         .when = "$any_changed(Code Architectures)"},
    // A member that is left away stays as it was: AWS's defaults are sent.
    Call{.service = "lambda",
         .operation = "UpdateFunctionConfiguration",
         .input = R"json({"FunctionName": "$@id", "Role": "$Role", "Handler": "$Handler",
    "Runtime": "$Runtime", "Description": "$or(Description=)", "Timeout": "$or(Timeout=3)",
    "MemorySize": "$or(MemorySize=128)", "Environment": "$environment(Environment)",
    "Layers": "$Layers", "EphemeralStorage": "$EphemeralStorage",
    "DeadLetterConfig": "$DeadLetterConfig", "KMSKeyArn": "$KmsKeyArn",
    "TracingConfig": "$TracingConfig", "LoggingConfig": "$LoggingConfig",
    "VpcConfig": "$VpcConfig"})json",
         .when = "$any_changed(Role Handler Runtime Description Timeout MemorySize Environment "
                 "Layers EphemeralStorage DeadLetterConfig KmsKeyArn TracingConfig LoggingConfig "
                 "VpcConfig)"},
    Call{.service = "lambda",
         .operation = "PutFunctionConcurrency",
         .input = R"json({"FunctionName": "$@id",
    "ReservedConcurrentExecutions": "$ReservedConcurrentExecutions"})json",
         .when = "$changed(ReservedConcurrentExecutions)"},
    Call{.service = "lambda",
         .operation = "DeleteFunctionConcurrency",
         .input = R"json({"FunctionName": "$@id"})json",
         .when = "$dropped(ReservedConcurrentExecutions)"},
    Call{.service = "lambda",
         .operation = "UntagResource",
         .input = R"json({"Resource": "arn:aws:lambda:${@region}:${@account}:function:${@id}",
    "TagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "lambda",
         .operation = "TagResource",
         .input = R"json({"Resource": "arn:aws:lambda:${@region}:${@account}:function:${@id}",
    "Tags": "$tag_map(Tags)"})json",
         .when = "$tag_map(Tags)"},
};

constexpr std::array lambda_function_remove{
    Call{.service = "lambda",
         .operation = "DeleteFunction",
         .input = R"json({"FunctionName": "$@id"})json"},
};

constexpr std::array lambda_function_attributes{
    Attribute{.name = "Arn", .value = "$@read.Configuration.FunctionArn"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::Lambda::Function".
constinit const ResourceType lambda_function{
    .name = "AWS::Lambda::Function",
    .properties = lambda_function_properties,
    .name_property = "FunctionName",
    .create = lambda_function_create,
    .read = Call{.service = "lambda",
                 .operation = "GetFunction",
                 .input = R"json({"FunctionName": "$@id"})json"},
    .stable = {.value = "$@read.Configuration.State", .wanted = "Active", .failed = "Failed"},
    .update = lambda_function_update,
    .remove = lambda_function_remove,
    .gone = "ResourceNotFoundException",
    .attributes = lambda_function_attributes,
};

}  // namespace spotdrill::cloudformation
