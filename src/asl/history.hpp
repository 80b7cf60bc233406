// History events: what an execution did, as GetExecutionHistory tells it. Payloads are shared with
// the states that made them, so that a history costs what its texts cost.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "asl/payload.hpp"
#include "base/json.hpp"
#include "base/units.hpp"

namespace spotdrill::asl {

/// Counts from 1 in each execution; 0 is before the first.
using EventId = std::int64_t;

/// Source: Step Functions API Reference, HistoryEvent, type.
enum class EventType : std::uint8_t {
  ActivityFailed,
  ActivityScheduled,
  ActivityScheduleFailed,
  ActivityStarted,
  ActivitySucceeded,
  ActivityTimedOut,
  ChoiceStateEntered,
  ChoiceStateExited,
  EvaluationFailed,
  ExecutionAborted,
  ExecutionFailed,
  ExecutionRedriven,
  ExecutionStarted,
  ExecutionSucceeded,
  ExecutionTimedOut,
  FailStateEntered,
  LambdaFunctionFailed,
  LambdaFunctionScheduled,
  LambdaFunctionScheduleFailed,
  LambdaFunctionStarted,
  LambdaFunctionStartFailed,
  LambdaFunctionSucceeded,
  LambdaFunctionTimedOut,
  MapIterationAborted,
  MapIterationFailed,
  MapIterationStarted,
  MapIterationSucceeded,
  MapRunAborted,
  MapRunFailed,
  MapRunRedriven,
  MapRunStarted,
  MapRunSucceeded,
  MapStateAborted,
  MapStateEntered,
  MapStateExited,
  MapStateFailed,
  MapStateStarted,
  MapStateSucceeded,
  ParallelStateAborted,
  ParallelStateEntered,
  ParallelStateExited,
  ParallelStateFailed,
  ParallelStateStarted,
  ParallelStateSucceeded,
  PassStateEntered,
  PassStateExited,
  SucceedStateEntered,
  SucceedStateExited,
  TaskFailed,
  TaskScheduled,
  TaskStarted,
  TaskStartFailed,
  TaskStateAborted,
  TaskStateEntered,
  TaskStateExited,
  TaskSubmitFailed,
  TaskSubmitted,
  TaskSucceeded,
  TaskTimedOut,
  WaitStateAborted,
  WaitStateEntered,
  WaitStateExited,
};

std::string_view to_string(EventType type);

struct HistoryEvent {
  EventType type = EventType::ExecutionStarted;
  EventId id = 0;
  EventId previous = 0;
  Instant at;
  Text name;     ///< The state's, of events that enter and leave states. May be null.
  Text payload;  ///< The event's input or output, as its type has it. May be null.
  std::shared_ptr<const json::object> details;  ///< The other members. May be null.
};

/// As GetExecutionHistory's JSON has it; without inputs and outputs when `include_data` is false.
json::object render(const HistoryEvent& event, bool include_data);

/// Takes the inputs and outputs out of a rendered event.
void leave_out_data(json::object& event);

}  // namespace spotdrill::asl
