#include "services/states/errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace spotdrill::states {
namespace {

Refusal<> refusal_of(std::string_view code, std::string message) {
  return refuse(AwsError{.code = std::string{code}, .message = std::move(message)});
}

Refusal<> conflict(std::string message) {
  return refusal_of("ConflictException", std::move(message));
}

Refusal<> service_quota_exceeded(std::string message) {
  return refusal_of("ServiceQuotaExceededException", std::move(message));
}

}  // namespace

Refusal<> invalid(std::string message, std::string reason) {
  AwsError error{.code = "ValidationException", .message = std::move(message)};
  if (!reason.empty()) error.extra["reason"] = std::move(reason);
  return refuse(std::move(error));
}

Refusal<> description_without_publish() {
  return invalid("Version description can only be set when publish is true");
}

Refusal<> invalid_name(std::string_view name) {
  return refusal_of("InvalidName", fmt::format("Invalid Name: '{}'", name));
}

Refusal<> invalid_arn(std::string_view what) {
  return refusal_of("InvalidArn", fmt::format("Invalid Arn: '{}'", what));
}

Refusal<> invalid_role_arn(std::string_view arn) {
  return refusal_of("InvalidArn", fmt::format("Invalid Role Arn: '{}'", arn));
}

Refusal<> foreign_role() {
  return refusal_of("AccessDeniedException", "Cross-account pass role is not allowed.");
}

Refusal<> invalid_definition(std::string_view diagnostics) {
  return refusal_of("InvalidDefinition",
                    fmt::format("Invalid State Machine Definition: '{}'", diagnostics));
}

Refusal<> missing_required_parameter() {
  return refusal_of("MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, or the "
                    "TracingConfiguration must be specified");
}

Refusal<> state_machine_already_exists(std::string_view arn) {
  return refusal_of("StateMachineAlreadyExists",
                    fmt::format("State Machine Already Exists: '{}'", arn));
}

Refusal<> state_machine_does_not_exist(std::string_view arn) {
  return refusal_of("StateMachineDoesNotExist",
                    fmt::format("State Machine Does Not Exist: '{}'", arn));
}

Refusal<> state_machine_deleting(std::string_view arn) {
  return refusal_of("StateMachineDeleting",
                    fmt::format("State Machine is being deleted: '{}'", arn));
}

// DEVIATION: the words of the four quotas and of too many tags are ours; AWS's are not published.
Refusal<> state_machine_limit_exceeded() {
  return refusal_of("StateMachineLimitExceeded", "State Machine Limit Exceeded");
}

Refusal<> version_limit_exceeded() {
  return service_quota_exceeded("The maximum number of versions for the state machine is reached.");
}

Refusal<> alias_limit_exceeded() {
  return service_quota_exceeded("The maximum number of aliases for the state machine is reached.");
}

Refusal<> activity_limit_exceeded() {
  return refusal_of("ActivityLimitExceeded", "Activity Limit Exceeded");
}

Refusal<> too_many_tags(std::string_view arn) {
  AwsError error{.code = "TooManyTags", .message = fmt::format("Too many tags: '{}'", arn)};
  error.extra["resourceName"] = arn;
  return refuse(std::move(error));
}

Refusal<> invalid_logging_configuration(std::string_view what) {
  return refusal_of("InvalidLoggingConfiguration",
                    fmt::format("Invalid Logging Configuration: {}", what));
}

// DEVIATION: what AWS says after the colon is not known.
Refusal<> invalid_encryption_configuration(std::string_view what) {
  return refusal_of("InvalidEncryptionConfiguration",
                    fmt::format("Invalid Encryption Configuration: {}", what));
}

Refusal<> revision_conflict(std::string_view wanted, std::string_view current) {
  return conflict(
      fmt::format("Failed to publish the State Machine version for revision {}. The current State "
                  "Machine revision is {}.",
                  wanted, current));
}

Refusal<> version_in_use(const std::vector<std::string>& aliases) {
  return conflict(
      fmt::format("Version to be deleted must not be referenced by an alias. Current list of "
                  "aliases referencing this version: [{}]",
                  fmt::join(aliases, ", ")));
}

Refusal<> invalid_routing(std::string message) {
  return invalid(std::move(message), "INVALID_ROUTING_CONFIGURATION");
}

Refusal<> alias_already_exists() {
  return conflict(
      "Failed to create alias because an alias with the same name and a different routing "
      "configuration already exists.");
}

Refusal<> alias_not_found() {
  return refusal_of("ResourceNotFound", "Request references a resource that does not exist.");
}

// DEVIATION: AWS's words are not known.
Refusal<> activity_already_exists(std::string_view arn) {
  return refusal_of("ActivityAlreadyExists", fmt::format("Activity Already Exists: '{}'", arn));
}

Refusal<> activity_does_not_exist(std::string_view arn) {
  return refusal_of("ActivityDoesNotExist", fmt::format("Activity Does Not Exist: '{}'", arn));
}

Refusal<> resource_not_found(std::string_view arn) {
  AwsError error{.code = "ResourceNotFound",
                 .message = fmt::format("Resource not found: '{}'", arn)};
  error.extra["resourceName"] = arn;
  return refuse(std::move(error));
}

// DEVIATION: AWS's words are not known.
Refusal<> invalid_token() {
  return refusal_of("InvalidToken", "Invalid Token: 'Invalid token'");
}

// DEVIATION: AWS's words are not known.
Refusal<> map_run_completed() {
  return invalid("A Map Run that has completed cannot be updated",
                 "CANNOT_UPDATE_COMPLETED_MAP_RUN");
}

Refusal<> execution_already_exists(std::string_view arn) {
  return refusal_of("ExecutionAlreadyExists", fmt::format("Execution Already Exists: '{}'", arn));
}

Refusal<> execution_does_not_exist(std::string_view arn) {
  return refusal_of("ExecutionDoesNotExist", fmt::format("Execution Does Not Exist: '{}'", arn));
}

Refusal<> execution_not_redrivable(std::string_view arn, std::string_view reason) {
  return refusal_of("ExecutionNotRedrivable",
                    fmt::format("Execution Not Redrivable: '{}' {}", arn, reason));
}

Refusal<> state_machine_type_not_supported() {
  return refusal_of("StateMachineTypeNotSupported",
                    "This operation is not supported by this type of state machine");
}

Refusal<> invalid_execution_input(std::string_view what) {
  return refusal_of("InvalidExecutionInput",
                    fmt::format("Invalid State Machine Execution Input: '{}'", what));
}

Refusal<> invalid_output(std::string_view what) {
  return refusal_of("InvalidOutput", fmt::format("Invalid Output: '{}'", what));
}

Refusal<> test_needs_mock() {
  return refusal_of("InvalidDefinition",
                    "TestState API does not support Map or Parallel states. Supported state types "
                    "include: [Task, Wait, Pass, Succeed, Fail, Choice]");
}

Refusal<> invalid_mock_context(std::string_view what) {
  return invalid(fmt::format("Invalid Context object provided: {}", what));
}

Refusal<> invalid_mock_result(std::string_view what) {
  return invalid(fmt::format("Mock result schema validation error: {}", what));
}

Refusal<> invalid_task_token() {
  return refusal_of("InvalidToken", "Invalid Token: 'Invalid token'");
}

Refusal<> task_does_not_exist() {
  return refusal_of("TaskDoesNotExist",
                    "Task Does Not Exist: 'Provided task does not exist anymore'");
}

Refusal<> task_timed_out() {
  return refusal_of("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
}

Refusal<> activity_worker_limit_exceeded() {
  return refusal_of("ActivityWorkerLimitExceeded",
                    "Activity Worker Limit Exceeded: 'Too many workers poll this activity'");
}

}  // namespace spotdrill::states
