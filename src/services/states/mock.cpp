#include "services/states/mock.hpp"

#include <fmt/format.h>

#include "services/states/errors.hpp"
#include "services/states/integration.hpp"
#include "services/states/mock_result.hpp"

namespace spotdrill::states {
namespace {

using api::states::MockInput;
using api::states::TestStateInput;
using Pattern = asl::Resource::Pattern;

/// "TestState only supports the following when a mock is specified: Activity tasks, .sync or
/// .waitForTaskToken service integration patterns, Parallel, or Map states."
Result<void> check_works_unmocked(const TestStateInput& request, const asl::State& state) {
  const std::string_view type = state.type();
  if (type == "Map" || type == "Parallel") return test_needs_mock();
  // "This field may only be specified if a mock is specified in the same request."
  // DEVIATION: AWS's words for a context without a mock, and for a task that needs one, are not
  // known.
  if (request.context) return invalid_mock_context("it needs a mock");
  const auto* task = std::get_if<asl::Task>(&state.kind);
  if (task == nullptr) return {};
  if (!request.role_arn) return invalid("RoleArn must be specified when testing a Task state");
  if (task->resource.kind == asl::Resource::Kind::Activity ||
      task->resource.pattern != Pattern::RequestResponse) {
    return invalid(fmt::format(
        "TestState supports the resource '{}' only when a mock is specified.", task->resource.arn));
  }
  return {};
}

/// The operation whose reply a task's result is; null: none that is known beforehand.
/// Errors: ValidationException: spotdrill does not have the operation.
Result<const shape::Shape*> result_shape(const asl::Task& task,
                                         const wire::Dispatcher& dispatcher) {
  const asl::Resource& resource = task.resource;
  const bool replies = resource.kind == asl::Resource::Kind::Integration &&
                       resource.pattern != Pattern::WaitForTaskToken;
  if (!replies) return nullptr;
  // Observed on AWS: these call no API of its own, and any result will do.
  if (resource.type == "apigateway" || resource.type == "http") return nullptr;
  // DEVIATION: AWS checks a mock of lambda:invoke but for its Payload, which is any JSON; here any
  // result will do.
  if (resource.type == "lambda") return nullptr;
  const bool own = resource.type == "states" && resource.operation() == "startExecution";
  const bool sync = resource.pattern != Pattern::RequestResponse;
  // What .sync gives is a description of the child.
  const auto callee =
      own ? find_callee(dispatcher, "aws-sdk:sfn", sync ? "describeExecution" : "startExecution")
          : find_callee(dispatcher, resource.type, resource.operation());
  if (callee.has_value()) return &callee->operation->output();
  // DEVIATION: AWS has the models of all its services; here a mock for a service that is not there
  // is taken only unchecked.
  return invalid(
      fmt::format("{} Its results cannot be checked: set the mock's fieldValidationMode to NONE.",
                  callee.error().cause));
}

Result<void> check_result(const MockInput& mock, const asl::State& state,
                          const wire::Dispatcher& dispatcher) {
  const auto result = parse_json(*mock.result);
  if (!result.has_value()) return invalid("Mocked result must be valid JSON");
  if (const auto* map = std::get_if<asl::Map>(&state.kind)) {
    if (map->result_writer) {
      if (!result->is_object()) return invalid("Mocked result must be a JSON object.");
    } else if (!result->is_array()) {
      return invalid("Mocked result must be an array.");
    }
    return {};
  }
  if (const auto* parallel = std::get_if<asl::Parallel>(&state.kind)) {
    if (!result->is_array()) return invalid("Mocked result must be an array.");
    if (result->get_array().size() == parallel->branches.size()) return {};
    return invalid(
        "Mocked result must contain the same number of items as number of Parallel branches.");
  }
  const std::string mode = mock.field_validation_mode.value_or("STRICT");
  if (mode == "NONE") return {};
  // Only what is there is looked at.
  const bool nothing = result->is_object() && result->get_object().empty();
  if (mode == "PRESENT" && nothing) return {};
  const shape::Shape* shape = TRY(result_shape(std::get<asl::Task>(state.kind), dispatcher));
  if (shape == nullptr) return {};
  return check_mock_result(*shape, *result, mode == "STRICT");
}

/// Whether more iterations failed than the Map tolerates.
/// Observed on AWS: one that says nothing of it tolerates all of them here.
bool exceeds_tolerated(const asl::Inspection& seen, std::int64_t failed) {
  if (seen.tolerated_failure_count && failed > *seen.tolerated_failure_count) return true;
  if (!seen.tolerated_failure_percentage || failed == 0) return false;
  std::size_t items = 0;
  if (seen.items) {
    items = seen.items->size();
  } else if (seen.after_items_path) {
    items = seen.after_items_path->value().get_array().size();
  }
  return static_cast<double>(failed) * 100 >
         *seen.tolerated_failure_percentage * static_cast<double>(items);
}

}  // namespace

Result<void> check_mock(const TestStateInput& request, const asl::State& state,
                        const wire::Dispatcher& dispatcher) {
  if (!request.mock) return check_works_unmocked(request, state);
  const std::string_view type = state.type();
  if (type != "Task" && type != "Map" && type != "Parallel") {
    return invalid(fmt::format("State type '{}' is not supported when a mock is specified", type));
  }
  const MockInput& mock = *request.mock;
  if (mock.result.has_value() == mock.error_output.has_value()) {
    return invalid(
        "A test mock should have only one of the following fields: [result, errorOutput].");
  }
  if (request.reveal_secrets.value_or(false)) {
    return invalid("TestState does not support RevealSecrets when a mock is specified.");
  }
  if (!mock.result) return {};
  return check_result(mock, state, dispatcher);
}

std::function<Result<asl::Payload, asl::Failure>(const asl::Inspection&)> mocked_work(
    const TestStateInput& request, const asl::State& state) {
  if (!request.mock) return {};
  if (const auto& error = request.mock->error_output) {
    return [failure = asl::Failure{.error = error->error.value_or(""),
                                   .cause = error->cause.value_or("")}](const asl::Inspection&) {
      return Result<asl::Payload, asl::Failure>{refuse(failure)};
    };
  }
  std::int64_t failed = 0;
  if (request.state_configuration && std::holds_alternative<asl::Map>(state.kind)) {
    failed = request.state_configuration->map_iteration_failure_count.value_or(0);
  }
  return [failed, result = asl::Payload::of_text(asl::make_text(*request.mock->result))](
             const asl::Inspection& seen) -> Result<asl::Payload, asl::Failure> {
    if (!exceeds_tolerated(seen, failed)) return result;
    return asl::fail(asl::error_name::exceed_tolerated_failure_threshold,
                     "The specified tolerated failure threshold was exceeded");
  };
}

}  // namespace spotdrill::states
