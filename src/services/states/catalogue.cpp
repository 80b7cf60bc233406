#include "services/states/catalogue.hpp"

#include <algorithm>
#include <array>

#include "api/services.hpp"
#include "services/states/integration.hpp"

namespace spotdrill::states {
namespace {

using Standing = asl::Integrations::Standing;

// The actions of the optimized integrations.
constexpr std::string_view athena_actions[] = {"getQueryExecution", "getQueryResults",
                                               "startQueryExecution", "stopQueryExecution"};
constexpr std::string_view bedrock_actions[] = {"createModelCustomizationJob", "invokeModel"};
constexpr std::string_view codebuild_actions[] = {
    "batchDeleteBuilds", "batchGetReports", "deleteBuildBatch", "retryBuildBatch",
    "startBuild",        "startBuildBatch", "stopBuild",        "stopBuildBatch"};
constexpr std::string_view dynamodb_actions[] = {"deleteItem", "getItem", "putItem", "updateItem"};
constexpr std::string_view eks_actions[] = {
    "call",          "createCluster",        "createFargateProfile", "createNodegroup",
    "deleteCluster", "deleteFargateProfile", "deleteNodegroup",      "runJob"};
constexpr std::string_view elasticmapreduce_actions[] = {"addStep",
                                                         "cancelStep",
                                                         "createCluster",
                                                         "modifyInstanceFleetByName",
                                                         "modifyInstanceGroupByName",
                                                         "setClusterTerminationProtection",
                                                         "terminateCluster"};
constexpr std::string_view emr_containers_actions[] = {"createVirtualCluster",
                                                       "deleteVirtualCluster", "startJobRun"};
constexpr std::string_view emr_serverless_actions[] = {"cancelJobRun",      "createApplication",
                                                       "deleteApplication", "startApplication",
                                                       "startJobRun",       "stopApplication"};
constexpr std::string_view sagemaker_actions[] = {
    "createEndpoint",    "createEndpointConfig", "createHyperParameterTuningJob",
    "createLabelingJob", "createModel",          "createProcessingJob",
    "createTrainingJob", "createTransformJob",   "updateEndpoint"};
constexpr std::string_view create_job_actions[] = {"createJob"};
constexpr std::string_view invoke_actions[] = {"invoke"};
constexpr std::string_view publish_actions[] = {"publish"};
constexpr std::string_view put_events_actions[] = {"putEvents"};
constexpr std::string_view run_task_actions[] = {"runTask"};
constexpr std::string_view send_message_actions[] = {"sendMessage"};
constexpr std::string_view start_execution_actions[] = {"startExecution"};
constexpr std::string_view start_job_run_actions[] = {"startJobRun"};
constexpr std::string_view submit_job_actions[] = {"submitJob"};

constexpr std::array<OptimizedIntegration, 21> optimized_integrations{{
    {"apigateway", invoke_actions},
    {"athena", athena_actions},
    {"batch", submit_job_actions},
    {"bedrock", bedrock_actions},
    {"codebuild", codebuild_actions},
    {"databrew", start_job_run_actions},
    {"dynamodb", dynamodb_actions, "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"},
    {"ecs", run_task_actions},
    {"eks", eks_actions},
    {"elasticmapreduce", elasticmapreduce_actions},
    {"emr-containers", emr_containers_actions},
    {"emr-serverless", emr_serverless_actions},
    {"events", put_events_actions},
    {"glue", start_job_run_actions},
    {"http", invoke_actions},
    {"lambda", invoke_actions, "Lambda", "AWSLambda", "AWSLambdaException"},
    {"mediaconvert", create_job_actions},
    {"sagemaker", sagemaker_actions},
    {"sns", publish_actions, "SNS", "AmazonSNS", "AmazonSNSException"},
    {"sqs", send_message_actions, "SQS", "AmazonSQS", "AmazonSQSException"},
    {"states", start_execution_actions},
}};

/// Null: it is not here.
const shape::ServiceModel* model_of(const asl::Resource& resource) {
  const std::string_view name = model_name(sdk_service(resource.type).value_or(resource.type));
  const auto all = api::services();
  const auto found = std::ranges::find(all, name, &shape::ServiceModel::name);
  return found == all.end() ? nullptr : *found;
}

/// Null: it is not here.
const shape::OperationModel* operation_of(const asl::Resource& resource) {
  const shape::ServiceModel* model = model_of(resource);
  if (model == nullptr) return nullptr;
  return shape::find_operation(*model, capitalised(resource.operation()));
}

class Catalogue final : public asl::Integrations {
 public:
  [[nodiscard]] Standing standing(const asl::Resource& resource) const override {
    if (!exists(resource)) return Standing::Unknown;
    return operation_of(resource) == nullptr ? Standing::Unavailable : Standing::Available;
  }

  [[nodiscard]] bool takes(const asl::Resource& resource,
                           std::string_view parameter) const override {
    const shape::OperationModel* operation = operation_of(resource);
    return operation == nullptr ||
           std::ranges::any_of(operation->input->members, [&](const shape::Member& member) {
             return capitalised(member.name) == parameter;
           });
  }

 private:
  // DEVIATION: AWS knows the operations of all its services; here those of services that are not
  // here are taken to exist.
  static bool exists(const asl::Resource& resource) {
    const std::string_view action = resource.operation();
    const auto service = sdk_service(resource.type);
    if (!service) return find_optimized(resource.type, action) != nullptr;
    if (!std::ranges::binary_search(api::sdk_names(), *service)) return false;
    const std::string name = capitalised(action);
    if (name == action) return false;  // "Actions are in camelCase."
    const shape::ServiceModel* model = model_of(resource);
    return model == nullptr || shape::find_operation(*model, name) != nullptr ||
           std::ranges::binary_search(model->unavailable, name);
  }
};

}  // namespace

const OptimizedIntegration* find_optimized(std::string_view service, std::string_view action) {
  const auto found =
      std::ranges::find(optimized_integrations, service, &OptimizedIntegration::service);
  if (found == optimized_integrations.end()) return nullptr;
  return std::ranges::find(found->actions, action) == found->actions.end() ? nullptr : &*found;
}

std::optional<std::string_view> sdk_service(std::string_view type) {
  constexpr std::string_view prefix = "aws-sdk:";
  if (!type.starts_with(prefix)) return std::nullopt;
  return type.substr(prefix.size());
}

std::string_view model_name(std::string_view sdk_service) {
  using Names = std::pair<std::string_view, std::string_view>;
  constexpr std::array others{Names{"cloudwatchlogs", "logs"},
                              Names{"resourcegroupstaggingapi", "tagging"}, Names{"sfn", "states"}};
  const auto found = std::ranges::find(others, sdk_service, &Names::first);
  return found == others.end() ? sdk_service : found->second;
}

const asl::Integrations& catalogue() {
  static const Catalogue all;
  return all;
}

}  // namespace spotdrill::states
