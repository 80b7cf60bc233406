#include "services/states/catalogue.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "api/services.hpp"
#include "services/states/integration.hpp"

namespace spotdrill::states {
namespace {

using Standing = asl::Integrations::Standing;
using Names = std::span<const std::string_view>;

template <std::size_t size>
constexpr Names actions(const std::string_view (&list)[size]) {
  return list;
}

// The actions of the optimized integrations.
// Source: Step Functions Developer Guide, "Integrating services", the page of each.
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

const std::map<std::string_view, Names>& optimized() {
  static const std::map<std::string_view, Names> all{
      {"apigateway", actions(invoke_actions)},
      {"athena", actions(athena_actions)},
      {"batch", actions(submit_job_actions)},
      {"bedrock", actions(bedrock_actions)},
      {"codebuild", actions(codebuild_actions)},
      {"databrew", actions(start_job_run_actions)},
      {"dynamodb", actions(dynamodb_actions)},
      {"ecs", actions(run_task_actions)},
      {"eks", actions(eks_actions)},
      {"elasticmapreduce", actions(elasticmapreduce_actions)},
      {"emr-containers", actions(emr_containers_actions)},
      {"emr-serverless", actions(emr_serverless_actions)},
      {"events", actions(put_events_actions)},
      {"glue", actions(start_job_run_actions)},
      {"http", actions(invoke_actions)},
      {"lambda", actions(invoke_actions)},
      {"mediaconvert", actions(create_job_actions)},
      {"sagemaker", actions(sagemaker_actions)},
      {"sns", actions(publish_actions)},
      {"sqs", actions(send_message_actions)},
      {"states", actions(start_execution_actions)},
  };
  return all;
}

/// "ssm" of "aws-sdk:ssm"; nothing of an optimized integration.
std::optional<std::string_view> sdk_service(const asl::Resource& resource) {
  constexpr std::string_view prefix = "aws-sdk:";
  const std::string_view type = resource.type;
  if (!type.starts_with(prefix)) return std::nullopt;
  return type.substr(prefix.size());
}

/// Null: it is not here.
const shape::ServiceModel* model_of(const asl::Resource& resource) {
  std::string_view name = sdk_service(resource).value_or(resource.type);
  if (name == "sfn") name = "states";
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
    const auto service = sdk_service(resource);
    if (!service) {
      const auto found = optimized().find(resource.type);
      return found != optimized().end() &&
             std::ranges::find(found->second, action) != found->second.end();
    }
    if (!std::ranges::binary_search(api::sdk_names(), *service)) return false;
    const std::string name = capitalised(action);
    if (name == action) return false;  // "Actions are in camelCase."
    const shape::ServiceModel* model = model_of(resource);
    return model == nullptr || shape::find_operation(*model, name) != nullptr ||
           std::ranges::binary_search(model->unavailable, name);
  }
};

}  // namespace

const asl::Integrations& catalogue() {
  static const Catalogue all;
  return all;
}

}  // namespace spotdrill::states
