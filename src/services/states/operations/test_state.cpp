#include "base/base64.hpp"
#include "services/states/catalogue.hpp"
#include "services/states/configuration.hpp"
#include "services/states/errors.hpp"
#include "services/states/mock.hpp"
#include "services/states/mock_context.hpp"
#include "services/states/operations.hpp"
#include "services/states/test_runs.hpp"

namespace spotdrill::states {
namespace {

using api::states::InspectionData;
using api::states::TestStateInput;
using api::states::TestStateOutput;

/// The state called `name`, wherever in `machine` it is; null: nowhere. Recursion is bounded by the
/// depth of JSON that a definition may have.
const asl::State* find_state(const asl::StateMachine& machine, std::string_view name) {
  const auto found = machine.states.find(name);
  if (found != machine.states.end()) return &found->second;
  for (const auto& [each, state] : machine.states) {
    const asl::State* inner = nullptr;
    if (const auto* parallel = std::get_if<asl::Parallel>(&state.kind)) {
      for (const auto& branch : parallel->branches) {
        inner = find_state(*branch, name);
        if (inner != nullptr) break;
      }
    } else if (const auto* map = std::get_if<asl::Map>(&state.kind)) {
      inner = find_state(*map->processor, name);
    }
    if (inner != nullptr) return inner;
  }
  return nullptr;
}

/// A state machine of nothing but the state under test.
/// Errors: InvalidDefinition, ValidationException.
Result<std::shared_ptr<const asl::StateMachine>> read_subject(const TestStateInput& request) {
  const asl::Parsed parsed =
      request.state_name
          ? asl::parse_definition(request.definition, asl::MachineType::Standard, &catalogue())
          : asl::parse_state(request.definition, "StateName", &catalogue());
  if (!parsed.valid()) return invalid_definition(describe_mistakes(parsed));
  const std::string name = request.state_name.value_or(parsed.machine->start_at);
  const asl::State* state = find_state(*parsed.machine, name);
  if (state == nullptr) return invalid("State not found in definition");
  auto alone = std::make_shared<asl::StateMachine>();
  alone->start_at = name;
  alone->states.emplace(name, *state);
  return std::shared_ptr<const asl::StateMachine>{std::move(alone)};
}

Result<asl::VariableMap> read_variables(const TestStateInput& request) {
  asl::VariableMap variables;
  if (!request.variables) return variables;
  const auto given = parse_json(*request.variables);
  // DEVIATION: AWS's words for variables that are no JSON object are not known.
  if (!given.has_value() || !given->is_object()) return invalid("Variables must be a JSON object.");
  for (const auto& member : given->get_object()) variables[member.key()] = member.value();
  return variables;
}

/// What the Map's ItemReader has read; nothing when it has none.
// DEVIATION: AWS reads what ItemReader's InputType says; here it is a JSON array.
Result<std::optional<json::array>> read_items(const TestStateInput& request,
                                              const asl::State& state) {
  const auto* map = std::get_if<asl::Map>(&state.kind);
  if (map == nullptr || !map->item_reader) return std::optional<json::array>{};
  const bool given =
      request.state_configuration && request.state_configuration->map_item_reader_data;
  if (!given) {
    return invalid(
        "spotdrill's TestState reads nothing from S3: give what ItemReader reads as "
        "stateConfiguration.mapItemReaderData.");
  }
  const auto data = parse_json(*request.state_configuration->map_item_reader_data);
  const json::value* config = map->item_reader->if_contains("ReaderConfig");
  const std::string_view type = config != nullptr && config->is_object()
                                    ? string_at(config->get_object(), "InputType")
                                    : std::string_view{};
  const bool plain = type.empty() || type == "JSON";
  if (!plain || !data.has_value() || !data->is_array()) {
    return invalid("spotdrill reads stateConfiguration.mapItemReaderData only as a JSON array.");
  }
  return std::optional{data->get_array()};
}

asl::Start start_of(const States& states, const TestStateInput& request) {
  IdSource& ids = states.world().ids;
  asl::Start start;
  start.state_machine_name = ids.uuid();
  start.state_machine_arn = states.machine_arn(start.state_machine_name);
  start.execution_name = ids.uuid();
  start.execution_arn = states.place().arn(
      "states", "express:" + start.state_machine_name + ":" + start.execution_name);
  start.role_arn = request.role_arn.value_or("");
  start.region = states.place().region;
  start.seed = states.world().random.next();
  start.input = asl::Payload::of_text(asl::make_text(request.input.value_or("{}")));
  return start;
}

Result<asl::Inspection> inspection_of(const States& states, const TestStateInput& request,
                                      const asl::State& state, const asl::Start& start) {
  asl::Inspection inspection;
  inspection.variables = TRY(read_variables(request));
  inspection.items = TRY(read_items(request, state));
  if (request.state_configuration) {
    inspection.retries = request.state_configuration->retrier_retry_count.value_or(0);
  }
  inspection.work = mocked_work(request, state);
  if (request.context) {
    inspection.context = TRY(read_mock_context(*request.context, state));
    return inspection;
  }
  const auto* task = std::get_if<asl::Task>(&state.kind);
  const bool token =
      task != nullptr && task->resource.pattern == asl::Resource::Pattern::WaitForTaskToken;
  inspection.context = asl::Payload::of(test_context(
      start, state, states.now(), token ? base64_encode(states.world().ids.uuid()) : ""));
  return inspection;
}

std::optional<std::string> text_of(const std::optional<asl::Payload>& payload) {
  if (!payload) return std::nullopt;
  return *payload->text();
}

api::states::InspectionErrorDetails render_details(const asl::Inspection& seen) {
  const auto number = [](const std::optional<std::int64_t>& value) -> std::optional<std::int32_t> {
    if (!value) return std::nullopt;
    return static_cast<std::int32_t>(*value);
  };
  api::states::InspectionErrorDetails details{.catch_index = number(seen.catcher)};
  if (seen.catcher) return details;
  details.retry_index = number(seen.retrier);
  if (seen.retry_delay) {
    details.retry_backoff_interval_seconds = static_cast<std::int32_t>(
        std::chrono::floor<std::chrono::seconds>(*seen.retry_delay).count());
  }
  return details;
}

/// What a state in JSONPath has, and one in JSONata has not.
/// Observed on AWS: which fields there are depends on the type of the state.
void render_paths(const asl::State& state, const asl::Inspection& seen, InspectionData& data) {
  const auto* pass = std::get_if<asl::Pass>(&state.kind);
  const bool fixed = pass != nullptr && pass->result;
  const bool is_parallel = std::holds_alternative<asl::Parallel>(state.kind);
  const bool is_map = std::holds_alternative<asl::Map>(state.kind);
  if (!is_parallel) {
    if (!fixed) data.after_input_path = text_of(seen.after_input_path);
    data.after_parameters = text_of(seen.after_parameters);
    if ((pass == nullptr || fixed) && !is_map) data.result = text_of(seen.result);
  }
  data.after_result_selector = text_of(seen.after_result_selector);
  data.after_result_path = text_of(seen.after_result_path);
}

/// Likewise the other way round. Observed on AWS: a Parallel has no afterArguments.
void render_queries(const asl::State& state, const asl::Inspection& seen, InspectionData& data) {
  const auto* task = std::get_if<asl::Task>(&state.kind);
  if (task != nullptr && task->parameters) data.after_arguments = text_of(seen.after_parameters);
  if (task != nullptr || std::holds_alternative<asl::Parallel>(state.kind)) {
    data.result = text_of(seen.result);
  }
}

InspectionData render_inspection(const asl::State& state, const asl::Inspection& seen,
                                 const asl::VariableMap& variables) {
  InspectionData data{.input = text_of(seen.input)};
  if (state.language == asl::QueryLanguage::Jsonata) {
    render_queries(state, seen, data);
  } else {
    render_paths(state, seen, data);
  }
  data.after_items_path = text_of(seen.after_items_path);
  data.after_item_selector = text_of(seen.after_item_selector);
  data.after_item_batcher = text_of(seen.after_item_batcher);
  if (seen.concurrency_max) {
    data.max_concurrency = static_cast<std::int32_t>(*seen.concurrency_max);
  }
  if (seen.tolerated_failure_count) {
    data.tolerated_failure_count = static_cast<std::int32_t>(*seen.tolerated_failure_count);
  }
  if (seen.tolerated_failure_percentage) {
    data.tolerated_failure_percentage = static_cast<float>(*seen.tolerated_failure_percentage);
  }
  if (seen.catcher || seen.retrier) data.error_details = render_details(seen);
  if (!variables.empty()) {
    json::object all;
    for (const auto& [name, value] : variables) all.emplace(name, value);
    data.variables = asl::write_json(all);
  }
  return data;
}

TestStateOutput render_test(const asl::Execution& execution, const asl::Inspection& seen) {
  TestStateOutput output{.status = "FAILED"};
  const bool over = execution.status() == asl::Status::Succeeded;
  if (over) {
    output.status = seen.catcher ? "CAUGHT_ERROR" : "SUCCEEDED";
    output.output = *execution.output().text();
    if (!seen.next.empty()) output.next_state = seen.next;
  } else if (seen.retry_delay) {
    output.status = "RETRIABLE";
  }
  const std::optional<asl::Failure>& failure =
      execution.failure() ? execution.failure() : seen.failure;
  if (failure) {
    if (!failure->error.empty()) output.error = failure->error;
    if (!failure->cause.empty()) output.cause = failure->cause;
  }
  return output;
}

struct Test {
  std::shared_ptr<const asl::StateMachine> machine;
  asl::Start start;
  asl::Inspection inspection;
};

Result<Test> prepare_test(States& states, const TestStateInput& request) {
  Test test;
  test.machine = TRY(read_subject(request));
  const asl::State& state = test.machine->at(test.machine->start_at);
  TRY(check_mock(request, state, states.test_runs().dispatcher()));
  if (request.role_arn) TRY(check_role(*request.role_arn, states.place()));
  TRY(check_execution_input(request.input.value_or("{}")));
  test.start = start_of(states, request);
  test.inspection = TRY(inspection_of(states, request, state, test.start));
  return test;
}

}  // namespace

void test_state(States& states, const TestStateInput& request, const wire::Context& /*context*/,
                std::function<void(Result<TestStateOutput>)> reply) {
  Result<Test> test = prepare_test(states, request);
  if (!test.has_value()) return reply(refuse(std::move(test).error()));
  const bool inspects = request.inspection_level.value_or("INFO") != "INFO";
  states.test_runs().start(test->machine, std::move(test->start), std::move(test->inspection),
                           [machine = test->machine, inspects, reply = std::move(reply)](
                               const asl::Execution& execution, const asl::Inspection& seen) {
                             TestStateOutput output = render_test(execution, seen);
                             if (inspects) {
                               const bool running = execution.status() == asl::Status::Running;
                               output.inspection_data = render_inspection(
                                   machine->at(machine->start_at), seen,
                                   running ? seen.variables : execution.variables());
                             }
                             reply(std::move(output));
                           });
}

}  // namespace spotdrill::states
