#include "services/cloudformation/template/serverless/policies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/assert.hpp"

namespace spotdrill::cloudformation {
namespace {

/// A policy template: what its parameters allow. "${NAME}" is a parameter of its own; what begins
/// with "AWS::" is CloudFormation's.
struct PolicyTemplate {
  std::string_view name;
  std::string_view parameter;  ///< Empty: it takes none.
  std::string_view actions;    ///< Between blanks.
  std::string_view resources;  ///< Likewise; ARNs' ends: "dynamodb:table/${TableName}".
};

// Source: AWS SAM Developer Guide, "Policy template list".
constexpr std::array policy_templates{
    PolicyTemplate{"AWSSecretsManagerGetSecretValuePolicy", "SecretArn",
                   "secretsmanager:GetSecretValue", "${SecretArn}"},
    PolicyTemplate{"CloudWatchPutMetricPolicy", "", "cloudwatch:PutMetricData", "*"},
    PolicyTemplate{"DynamoDBCrudPolicy", "TableName",
                   "dynamodb:GetItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:Scan "
                   "dynamodb:Query dynamodb:UpdateItem dynamodb:BatchWriteItem "
                   "dynamodb:BatchGetItem dynamodb:DescribeTable dynamodb:ConditionCheckItem",
                   "dynamodb:table/${TableName} dynamodb:table/${TableName}/index/*"},
    PolicyTemplate{"DynamoDBReadPolicy", "TableName",
                   "dynamodb:GetItem dynamodb:Scan dynamodb:Query dynamodb:BatchGetItem "
                   "dynamodb:DescribeTable",
                   "dynamodb:table/${TableName} dynamodb:table/${TableName}/index/*"},
    PolicyTemplate{"DynamoDBWritePolicy", "TableName",
                   "dynamodb:PutItem dynamodb:UpdateItem dynamodb:BatchWriteItem",
                   "dynamodb:table/${TableName} dynamodb:table/${TableName}/index/*"},
    PolicyTemplate{"EC2DescribePolicy", "", "ec2:DescribeRegions ec2:DescribeInstances", "*"},
    PolicyTemplate{"KMSDecryptPolicy", "KeyId", "kms:Decrypt", "kms:key/${KeyId}"},
    PolicyTemplate{"KMSEncryptPolicy", "KeyId", "kms:Encrypt", "kms:key/${KeyId}"},
    PolicyTemplate{"LambdaInvokePolicy", "FunctionName", "lambda:InvokeFunction",
                   "lambda:function:${FunctionName}*"},
    PolicyTemplate{"S3CrudPolicy", "BucketName",
                   "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion "
                   "s3:PutObject s3:PutObjectAcl s3:GetLifecycleConfiguration "
                   "s3:PutLifecycleConfiguration s3:DeleteObject",
                   "s3:::${BucketName} s3:::${BucketName}/*"},
    PolicyTemplate{"S3ReadPolicy", "BucketName",
                   "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion "
                   "s3:GetLifecycleConfiguration",
                   "s3:::${BucketName} s3:::${BucketName}/*"},
    PolicyTemplate{"S3WritePolicy", "BucketName",
                   "s3:PutObject s3:PutObjectAcl s3:PutLifecycleConfiguration",
                   "s3:::${BucketName} s3:::${BucketName}/*"},
    PolicyTemplate{"SNSPublishMessagePolicy", "TopicName", "sns:Publish", "sns:${TopicName}"},
    PolicyTemplate{"SQSPollerPolicy", "QueueName",
                   "sqs:ChangeMessageVisibility sqs:ChangeMessageVisibilityBatch "
                   "sqs:DeleteMessage sqs:DeleteMessageBatch sqs:GetQueueAttributes "
                   "sqs:ReceiveMessage",
                   "sqs:${QueueName}"},
    PolicyTemplate{"SQSSendMessagePolicy", "QueueName", "sqs:SendMessage*", "sqs:${QueueName}"},
    PolicyTemplate{"SSMParameterReadPolicy", "ParameterName",
                   "ssm:GetParameters ssm:GetParameter ssm:GetParametersByPath",
                   "ssm:parameter/${ParameterName}"},
    PolicyTemplate{"StepFunctionsExecutionPolicy", "StateMachineName", "states:StartExecution",
                   "states:stateMachine:${StateMachineName}"},
};

json::array words_of(std::string_view text) {
  json::array words;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return words;
}

/// The ARN that `end` is of, with the template's parameter put in.
json::value resource_of(std::string_view end, std::string_view parameter,
                        const json::value& value) {
  if (end == "*") return "*";
  if (end == "${SecretArn}") return value;
  std::string arn = "arn:${AWS::Partition}:";
  if (end.starts_with("s3:")) {
    arn += end;
  } else {
    const std::size_t colon = end.find(':');
    arn += fmt::format("{}:${{AWS::Region}}:${{AWS::AccountId}}{}", end.substr(0, colon),
                       end.substr(colon));
  }
  return json::object{{"Fn::Sub", json::array{arn, json::object{{parameter, value}}}}};
}

json::object document_of(const PolicyTemplate& known, const json::value& value) {
  json::array resources;
  for (const json::value& end : words_of(known.resources)) {
    resources.push_back(resource_of(std::string_view{end.get_string()}, known.parameter, value));
  }
  return {{"Statement", json::array{json::object{{"Effect", "Allow"},
                                                 {"Action", words_of(known.actions)},
                                                 {"Resource", std::move(resources)}}}}};
}

/// "AmazonS3ReadOnlyAccess", or an ARN.
json::value managed_arn(const json::value& policy) {
  if (!policy.is_string()) return policy;
  const std::string_view name{policy.get_string()};
  if (name.starts_with("arn:")) return policy;
  const bool role =
      name == "AWSLambdaBasicExecutionRole" || name == "AWSLambdaVPCAccessExecutionRole";
  return json::value(
      fmt::format("arn:aws:iam::aws:policy/{}{}", role ? "service-role/" : "", name));
}

class PolicyReader {
 public:
  PolicyReader(const ServerlessResource& resource, std::string_view role)
      : resource_(resource), role_(role) {}

  Result<void, ServerlessMistake> read(const json::value& policy, std::size_t index) {
    if (!policy.is_object() || policy.get_object().contains("Ref") ||
        policy.get_object().contains("Fn::Sub") || policy.get_object().contains("Fn::GetAtt")) {
      result.managed.push_back(managed_arn(policy));
      return {};
    }
    const json::object& object = policy.get_object();
    if (object.contains("Statement")) {
      add(object);
      return {};
    }
    if (object.size() != 1) {
      return resource_.invalid(
          fmt::format("Policy at index {} in the 'Policies' property is not valid", index),
          "Policies");
    }
    const auto& entry = *object.begin();
    const auto known =
        std::ranges::find(policy_templates, std::string_view{entry.key()}, &PolicyTemplate::name);
    if (known == policy_templates.end()) {
      return resource_.invalid(
          fmt::format("spotdrill's transform does not have the policy template {}.",
                      std::string_view{entry.key()}),
          "Policies");
    }
    json::value value;
    if (!known->parameter.empty()) {
      const json::object* given = entry.value().if_object();
      const json::value* found = given == nullptr ? nullptr : given->if_contains(known->parameter);
      if (found == nullptr) {
        return resource_.invalid(
            fmt::format("Must specify valid parameter values for policy template '{}'",
                        known->name),
            "Policies");
      }
      value = *found;
    }
    add(document_of(*known, value));
    return {};
  }

  RolePolicies result;

 private:
  void add(json::object document) {
    if (!document.contains("Version")) document.emplace("Version", "2012-10-17");
    result.own.push_back(
        json::object{{"PolicyName", fmt::format("{}Policy{}", role_, result.own.size())},
                     {"PolicyDocument", std::move(document)}});
  }

  const ServerlessResource& resource_;
  std::string_view role_;
};

}  // namespace

Result<RolePolicies, ServerlessMistake> read_policies(const ServerlessResource& resource,
                                                      std::string_view role) {
  PolicyReader reader{resource, role};
  const json::value* said = resource.properties.if_contains("Policies");
  if (said == nullptr) return std::move(reader.result);
  const json::array all = said->is_array() ? said->get_array() : json::array{*said};
  for (std::size_t index = 0; index < all.size(); ++index) TRY(reader.read(all[index], index));
  return std::move(reader.result);
}

}  // namespace spotdrill::cloudformation
