#include "asl/history.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"

namespace spotdrill::asl {
namespace {

/// How events of a type are told: the member that holds the details, and what their payload is.
struct Form {
  EventType type;
  std::string_view name;
  std::string_view details;  ///< Empty: none.
  std::string_view payload;  ///< "input", "output" or empty.
};

constexpr std::string_view entered = "stateEnteredEventDetails";
constexpr std::string_view exited = "stateExitedEventDetails";

constexpr std::array forms{
    Form{EventType::ActivityFailed, "ActivityFailed", "activityFailedEventDetails", ""},
    Form{EventType::ActivityScheduled, "ActivityScheduled", "activityScheduledEventDetails",
         "input"},
    Form{EventType::ActivityScheduleFailed, "ActivityScheduleFailed",
         "activityScheduleFailedEventDetails", ""},
    Form{EventType::ActivityStarted, "ActivityStarted", "activityStartedEventDetails", ""},
    Form{EventType::ActivitySucceeded, "ActivitySucceeded", "activitySucceededEventDetails",
         "output"},
    Form{EventType::ActivityTimedOut, "ActivityTimedOut", "activityTimedOutEventDetails", ""},
    Form{EventType::ChoiceStateEntered, "ChoiceStateEntered", entered, "input"},
    Form{EventType::ChoiceStateExited, "ChoiceStateExited", exited, "output"},
    Form{EventType::EvaluationFailed, "EvaluationFailed", "evaluationFailedEventDetails", ""},
    Form{EventType::ExecutionAborted, "ExecutionAborted", "executionAbortedEventDetails", ""},
    Form{EventType::ExecutionFailed, "ExecutionFailed", "executionFailedEventDetails", ""},
    Form{EventType::ExecutionRedriven, "ExecutionRedriven", "executionRedrivenEventDetails", ""},
    Form{EventType::ExecutionStarted, "ExecutionStarted", "executionStartedEventDetails", "input"},
    Form{EventType::ExecutionSucceeded, "ExecutionSucceeded", "executionSucceededEventDetails",
         "output"},
    Form{EventType::ExecutionTimedOut, "ExecutionTimedOut", "executionTimedOutEventDetails", ""},
    Form{EventType::FailStateEntered, "FailStateEntered", entered, "input"},
    Form{EventType::LambdaFunctionFailed, "LambdaFunctionFailed",
         "lambdaFunctionFailedEventDetails", ""},
    Form{EventType::LambdaFunctionScheduled, "LambdaFunctionScheduled",
         "lambdaFunctionScheduledEventDetails", "input"},
    Form{EventType::LambdaFunctionScheduleFailed, "LambdaFunctionScheduleFailed",
         "lambdaFunctionScheduleFailedEventDetails", ""},
    Form{EventType::LambdaFunctionStarted, "LambdaFunctionStarted", "", ""},
    Form{EventType::LambdaFunctionStartFailed, "LambdaFunctionStartFailed",
         "lambdaFunctionStartFailedEventDetails", ""},
    Form{EventType::LambdaFunctionSucceeded, "LambdaFunctionSucceeded",
         "lambdaFunctionSucceededEventDetails", "output"},
    Form{EventType::LambdaFunctionTimedOut, "LambdaFunctionTimedOut",
         "lambdaFunctionTimedOutEventDetails", ""},
    Form{EventType::MapIterationAborted, "MapIterationAborted", "mapIterationAbortedEventDetails",
         ""},
    Form{EventType::MapIterationFailed, "MapIterationFailed", "mapIterationFailedEventDetails", ""},
    Form{EventType::MapIterationStarted, "MapIterationStarted", "mapIterationStartedEventDetails",
         ""},
    Form{EventType::MapIterationSucceeded, "MapIterationSucceeded",
         "mapIterationSucceededEventDetails", ""},
    Form{EventType::MapRunAborted, "MapRunAborted", "", ""},
    Form{EventType::MapRunFailed, "MapRunFailed", "mapRunFailedEventDetails", ""},
    Form{EventType::MapRunRedriven, "MapRunRedriven", "mapRunRedrivenEventDetails", ""},
    Form{EventType::MapRunStarted, "MapRunStarted", "mapRunStartedEventDetails", ""},
    Form{EventType::MapRunSucceeded, "MapRunSucceeded", "", ""},
    Form{EventType::MapStateAborted, "MapStateAborted", "", ""},
    Form{EventType::MapStateEntered, "MapStateEntered", entered, "input"},
    Form{EventType::MapStateExited, "MapStateExited", exited, "output"},
    Form{EventType::MapStateFailed, "MapStateFailed", "", ""},
    Form{EventType::MapStateStarted, "MapStateStarted", "mapStateStartedEventDetails", ""},
    Form{EventType::MapStateSucceeded, "MapStateSucceeded", "", ""},
    Form{EventType::ParallelStateAborted, "ParallelStateAborted", "", ""},
    Form{EventType::ParallelStateEntered, "ParallelStateEntered", entered, "input"},
    Form{EventType::ParallelStateExited, "ParallelStateExited", exited, "output"},
    Form{EventType::ParallelStateFailed, "ParallelStateFailed", "", ""},
    Form{EventType::ParallelStateStarted, "ParallelStateStarted", "", ""},
    Form{EventType::ParallelStateSucceeded, "ParallelStateSucceeded", "", ""},
    Form{EventType::PassStateEntered, "PassStateEntered", entered, "input"},
    Form{EventType::PassStateExited, "PassStateExited", exited, "output"},
    Form{EventType::SucceedStateEntered, "SucceedStateEntered", entered, "input"},
    Form{EventType::SucceedStateExited, "SucceedStateExited", exited, "output"},
    Form{EventType::TaskFailed, "TaskFailed", "taskFailedEventDetails", ""},
    Form{EventType::TaskScheduled, "TaskScheduled", "taskScheduledEventDetails", "parameters"},
    Form{EventType::TaskStarted, "TaskStarted", "taskStartedEventDetails", ""},
    Form{EventType::TaskStartFailed, "TaskStartFailed", "taskStartFailedEventDetails", ""},
    Form{EventType::TaskStateAborted, "TaskStateAborted", "", ""},
    Form{EventType::TaskStateEntered, "TaskStateEntered", entered, "input"},
    Form{EventType::TaskStateExited, "TaskStateExited", exited, "output"},
    Form{EventType::TaskSubmitFailed, "TaskSubmitFailed", "taskSubmitFailedEventDetails", ""},
    Form{EventType::TaskSubmitted, "TaskSubmitted", "taskSubmittedEventDetails", "output"},
    Form{EventType::TaskSucceeded, "TaskSucceeded", "taskSucceededEventDetails", "output"},
    Form{EventType::TaskTimedOut, "TaskTimedOut", "taskTimedOutEventDetails", ""},
    Form{EventType::WaitStateAborted, "WaitStateAborted", "", ""},
    Form{EventType::WaitStateEntered, "WaitStateEntered", entered, "input"},
    Form{EventType::WaitStateExited, "WaitStateExited", exited, "output"},
};

consteval bool in_order() {
  for (std::size_t index = 0; index < forms.size(); ++index) {
    if (static_cast<std::size_t>(forms[index].type) != index) return false;
  }
  return true;
}
static_assert(in_order(), "The table follows the enumeration, so that an event finds its form.");

const Form& form_of(EventType type) {
  return forms.at(static_cast<std::size_t>(type));
}

/// A task's parameters are neither cut short nor left out: the API's model requires them.
/// Source: Step Functions API Reference, TaskScheduledEventDetails.
bool is_part_of_event(const Form& form) {
  return form.payload == "parameters";
}

}  // namespace

std::string_view to_string(EventType type) {
  return form_of(type).name;
}

json::object render(const HistoryEvent& event, bool include_data) {
  const Form& form = form_of(event.type);
  json::object told;
  told.emplace("timestamp", static_cast<double>(event.at.time_since_epoch().count() / 1000) / 1e3);
  told.emplace("type", form.name);
  told.emplace("id", event.id);
  told.emplace("previousEventId", event.previous);
  if (form.details.empty()) return told;

  json::object details;
  if (event.name != nullptr) details.emplace("name", *event.name);
  if (event.payload != nullptr && (include_data || is_part_of_event(form))) {
    details.emplace(form.payload, *event.payload);
    if (!is_part_of_event(form)) {
      details.emplace(std::string{form.payload} + "Details", json::object{{"truncated", false}});
    }
  }
  if (event.details != nullptr) {
    for (const auto& member : *event.details) details.insert(member);
  }
  told.emplace(form.details, std::move(details));
  return told;
}

void leave_out_data(json::object& event) {
  const auto form = std::ranges::find(forms, string_at(event, "type"), &Form::name);
  if (form == forms.end() || form->payload.empty() || is_part_of_event(*form)) return;
  json::value* details = event.if_contains(form->details);
  if (details == nullptr || !details->is_object()) return;
  details->get_object().erase(form->payload);
  details->get_object().erase(std::string{form->payload} + "Details");
}

}  // namespace spotdrill::asl
