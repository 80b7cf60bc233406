// Parameters, roles, experiments. EC2 and Step Functions have files of their own.
#include <fmt/format.h>

#include "api/fis.hpp"
#include "api/iam.hpp"
#include "api/ssm.hpp"
#include "api/sts.hpp"
#include "drill/run/cloud.hpp"
#include "protocol/shape_json.hpp"

namespace spotdrill::drill {

namespace {

/// Who may take a role on.
std::string trust_policy(std::string_view service) {
  return fmt::format(
      R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"{}"}},)"
      R"("Action":"sts:AssumeRole"}}]}})",
      service);
}

/// What AWS says when something is there already is no error here.
template <class Output>
Called<void> unless_there(std::string_view operation,
                          const Result<Output, client::CallError>& result) {
  if (result || result.error().code == "EntityAlreadyExists" ||
      result.error().code == "EntityAlreadyExistsException" ||
      result.error().code == "LimitExceeded" || result.error().code == "LimitExceededException") {
    return {};
  }
  return refuse(client::to_text(operation, result.error()));
}

}  // namespace

Called<std::string> Cloud::account() {
  const auto identity = client_.call<api::sts::GetCallerIdentityResponse>(
      api::sts::service(), "GetCallerIdentity", api::sts::GetCallerIdentityRequest{});
  if (!identity) return refuse(client::to_text("GetCallerIdentity", identity.error()));
  return identity->account.value_or("");
}

Called<bool> Cloud::ensure_parameter(const std::string& name, const std::string& value) {
  const auto present = client_.call<api::ssm::GetParameterResult>(
      api::ssm::service(), "GetParameter", api::ssm::GetParameterRequest{.name = name});
  if (present) return false;
  if (present.error().code != "ParameterNotFound") {
    return refuse(client::to_text("GetParameter", present.error()));
  }
  const auto put = client_.call<api::ssm::PutParameterResult>(
      api::ssm::service(), "PutParameter",
      api::ssm::PutParameterRequest{.name = name, .value = value, .type = "String"});
  if (!put) return refuse(client::to_text("PutParameter", put.error()));
  return true;
}

Called<void> Cloud::ensure_instance_profile(const std::string& name) {
  const auto there = client_.call<api::iam::GetInstanceProfileResponse>(
      api::iam::service(), "GetInstanceProfile",
      api::iam::GetInstanceProfileRequest{.instance_profile_name = name});
  if (there) return {};
  TRY(unless_there("CreateRole",
                   client_.call<api::iam::CreateRoleResponse>(
                       api::iam::service(), "CreateRole",
                       api::iam::CreateRoleRequest{
                           .role_name = name,
                           .assume_role_policy_document = trust_policy("ec2.amazonaws.com")})));
  TRY(unless_there("CreateInstanceProfile",
                   client_.call<api::iam::CreateInstanceProfileResponse>(
                       api::iam::service(), "CreateInstanceProfile",
                       api::iam::CreateInstanceProfileRequest{.instance_profile_name = name})));
  return unless_there(
      "AddRoleToInstanceProfile",
      client_.call_any(api::iam::service(), "AddRoleToInstanceProfile",
                       shape::AnyValue::of(api::iam::AddRoleToInstanceProfileRequest{
                           .instance_profile_name = name, .role_name = name})));
}

Called<std::string> Cloud::ensure_role(const std::string& name, std::string_view service) {
  const auto there = client_.call<api::iam::GetRoleResponse>(
      api::iam::service(), "GetRole", api::iam::GetRoleRequest{.role_name = name});
  if (there) return there->role.arn;
  const auto made = client_.call<api::iam::CreateRoleResponse>(
      api::iam::service(), "CreateRole",
      api::iam::CreateRoleRequest{.role_name = name,
                                  .assume_role_policy_document = trust_policy(service)});
  if (!made) return refuse(client::to_text("CreateRole", made.error()));
  return made->role.arn;
}

Called<std::string> Cloud::create_experiment_template(const json::object& document) {
  // The CLI gives documents a token when they have none, and so do we.
  json::object complete = document;
  if (!complete.contains("clientToken")) complete.emplace("clientToken", client::make_token());
  auto request = protocol::read_json<api::fis::CreateExperimentTemplateRequest>(complete);
  if (!request)
    return refuse(fmt::format("the experiment template is not one: {}", request.error()));
  const auto made = client_.call<api::fis::CreateExperimentTemplateResponse>(
      api::fis::service(), "CreateExperimentTemplate", std::move(*request));
  if (!made) return refuse(client::to_text("CreateExperimentTemplate", made.error()));
  return made->experiment_template ? made->experiment_template->id.value_or("") : "";
}

Called<std::string> Cloud::start_experiment(const std::string& template_id) {
  const auto started = client_.call<api::fis::StartExperimentResponse>(
      api::fis::service(), "StartExperiment",
      api::fis::StartExperimentRequest{.experiment_template_id = template_id});
  if (!started) return refuse(client::to_text("StartExperiment", started.error()));
  return started->experiment ? started->experiment->id.value_or("") : "";
}

Called<ExperimentNow> Cloud::describe_experiment(const std::string& id) {
  const auto got = client_.call<api::fis::GetExperimentResponse>(
      api::fis::service(), "GetExperiment", api::fis::GetExperimentRequest{.id = id});
  if (!got) return refuse(client::to_text("GetExperiment", got.error()));
  ExperimentNow now;
  if (got->experiment && got->experiment->state) {
    now.state = got->experiment->state->status.value_or("");
    now.reason = got->experiment->state->reason.value_or("");
  }
  return now;
}

Called<void> Cloud::stop_experiment(const std::string& id) {
  const auto stopped = client_.call<api::fis::StopExperimentResponse>(
      api::fis::service(), "StopExperiment", api::fis::StopExperimentRequest{.id = id});
  if (!stopped) return refuse(client::to_text("StopExperiment", stopped.error()));
  return {};
}

Called<void> Cloud::delete_experiment_template(const std::string& id) {
  const auto deleted = client_.call<api::fis::DeleteExperimentTemplateResponse>(
      api::fis::service(), "DeleteExperimentTemplate",
      api::fis::DeleteExperimentTemplateRequest{.id = id});
  if (!deleted) return refuse(client::to_text("DeleteExperimentTemplate", deleted.error()));
  return {};
}

}  // namespace spotdrill::drill
