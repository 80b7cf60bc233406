#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "api/states.hpp"
#include "drill/run/cloud.hpp"

namespace spotdrill::drill {

namespace {

namespace states = api::states;

/// An execution has 25,000 events at most. Source: Step Functions Developer Guide, "Service
/// quotas".
constexpr int pages_max = 500;
constexpr int events_of_page = 50;
constexpr int events_of_page_max = 1000;

template <class Output, class Input>
Called<Output> call_states(client::Client& client, std::string_view operation, Input input) {
  auto output = client.call<Output>(states::service(), operation, std::move(input));
  if (output) return std::move(*output);
  return refuse(client::to_text(operation, output.error()));
}

json::value read_output(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  Result<json::value, std::string> value = parse_json(*text);
  return value ? std::move(*value) : json::value{nullptr};
}

/// A Task that waits for more than its operation's reply is submitted first.
std::optional<CalledByExecution> read_event(const states::HistoryEvent& event) {
  CalledByExecution called{.event_id = event.id, .at = event.timestamp};
  if (const auto& submitted = event.task_submitted_event_details) {
    called.operation = submitted->resource.substr(0, submitted->resource.find('.'));
    called.output = read_output(submitted->output);
    return called;
  }
  if (const auto& succeeded = event.task_succeeded_event_details) {
    // What waited has been submitted; this output is the work's.
    if (succeeded->resource.find('.') != std::string::npos) return std::nullopt;
    called.operation = succeeded->resource;
    called.output = read_output(succeeded->output);
    return called;
  }
  return std::nullopt;
}

}  // namespace

Called<std::string> Cloud::create_state_machine(const std::string& name,
                                                const std::string& definition,
                                                const std::string& role_arn) {
  const states::CreateStateMachineInput request{
      .name = name, .definition = definition, .role_arn = role_arn};
  const auto made =
      TRY(call_states<states::CreateStateMachineOutput>(client_, "CreateStateMachine", request));
  return made.state_machine_arn;
}

Called<std::vector<std::string>> Cloud::missing_integrations(const std::string& definition) {
  const states::ValidateStateMachineDefinitionInput request{.definition = definition,
                                                            .severity = "WARNING"};
  const auto validated = TRY(call_states<states::ValidateStateMachineDefinitionOutput>(
      client_, "ValidateStateMachineDefinition", request));
  std::vector<std::string> missing;
  for (const auto& diagnostic : validated.diagnostics) {
    if (diagnostic.code != "UNAVAILABLE_INTEGRATION") continue;
    missing.push_back(fmt::format("{}: {}", diagnostic.location.value_or("/"), diagnostic.message));
  }
  return missing;
}

Called<std::string> Cloud::definition_of(const std::string& state_machine_arn) {
  const states::DescribeStateMachineInput request{.state_machine_arn = state_machine_arn};
  auto machine = TRY(
      call_states<states::DescribeStateMachineOutput>(client_, "DescribeStateMachine", request));
  return std::move(machine.definition);
}

Called<void> Cloud::delete_state_machine(const std::string& arn) {
  const states::DeleteStateMachineInput request{.state_machine_arn = arn};
  TRY(call_states<states::DeleteStateMachineOutput>(client_, "DeleteStateMachine", request));
  return {};
}

Called<std::string> Cloud::start_execution(const std::string& state_machine_arn,
                                           const std::string& name, const std::string& input) {
  const states::StartExecutionInput request{
      .state_machine_arn = state_machine_arn, .name = name, .input = input};
  const auto started =
      TRY(call_states<states::StartExecutionOutput>(client_, "StartExecution", request));
  return started.execution_arn;
}

Called<ExecutionNow> Cloud::describe_execution(const std::string& arn) {
  const states::DescribeExecutionInput request{.execution_arn = arn};
  const auto now =
      TRY(call_states<states::DescribeExecutionOutput>(client_, "DescribeExecution", request));
  return ExecutionNow{.status = now.status,
                      .error = now.error.value_or(""),
                      .cause = now.cause.value_or(""),
                      .stopped = now.stop_date};
}

Called<std::vector<CalledByExecution>> Cloud::calls_of_execution(const std::string& arn,
                                                                 std::int64_t& after) {
  std::vector<CalledByExecution> calls;
  states::GetExecutionHistoryInput request{.execution_arn = arn,
                                           .max_results = events_of_page,
                                           .reverse_order = true,
                                           .include_execution_data = true};
  std::int64_t newest = after;
  for (int page = 0; page < pages_max; ++page) {
    const auto history = TRY(
        call_states<states::GetExecutionHistoryOutput>(client_, "GetExecutionHistory", request));
    bool more = history.next_token.has_value();
    for (const states::HistoryEvent& event : history.events) {
      newest = std::max(newest, event.id);
      if (event.id <= after) {
        more = false;
        break;
      }
      if (auto called = read_event(event)) calls.push_back(std::move(*called));
    }
    if (!more) break;
    request.next_token = history.next_token;
  }
  after = newest;
  std::reverse(calls.begin(), calls.end());
  return calls;
}

Called<std::vector<StateVisit>> Cloud::visits_of_execution(const std::string& arn) {
  std::vector<StateVisit> visits;
  std::map<std::int64_t, std::size_t> entered;  // Events of entry, and their visits.
  std::map<std::int64_t, std::int64_t> before;  // Events, and those that led to them.
  states::GetExecutionHistoryInput request{
      .execution_arn = arn, .max_results = events_of_page_max, .include_execution_data = false};
  for (int page = 0; page < pages_max; ++page) {
    const auto history = TRY(
        call_states<states::GetExecutionHistoryOutput>(client_, "GetExecutionHistory", request));
    for (const states::HistoryEvent& event : history.events) {
      before[event.id] = event.previous_event_id.value_or(0);
      if (const auto& details = event.state_entered_event_details) {
        entered[event.id] = visits.size();
        visits.push_back({.state = details->name,
                          .entered = event.timestamp,
                          .waits = event.type == "WaitStateEntered"});
      } else if (const auto& left = event.state_exited_event_details) {
        // Branches run beside each other: an exit belongs to the entry that led to it.
        for (std::int64_t id = before[event.id]; id != 0; id = before[id]) {
          const auto visit = entered.find(id);
          if (visit == entered.end() || visits[visit->second].state != left->name) continue;
          visits[visit->second].left = event.timestamp;
          break;
        }
      }
    }
    if (!history.next_token) break;
    request.next_token = history.next_token;
  }
  return visits;
}

Called<void> Cloud::stop_execution(const std::string& arn) {
  const states::StopExecutionInput request{
      .execution_arn = arn, .error = "Spotdrill.DrillOver", .cause = "The drill is over."};
  TRY(call_states<states::StopExecutionOutput>(client_, "StopExecution", request));
  return {};
}

}  // namespace spotdrill::drill
