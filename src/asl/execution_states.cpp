// One state of an execution: how it is entered, what it comes to, how it is left.
#include <fmt/format.h>

#include <utility>

#include "asl/execution.hpp"
#include "asl/states/states.hpp"
#include "asl/visit.hpp"
#include "base/assert.hpp"

namespace spotdrill::asl {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

struct StateEvents {
  EventType entered;
  EventType exited;
};

StateEvents events_of(const State& state) {
  return std::visit(
      Overloaded{
          [](const Task&) {
            return StateEvents{EventType::TaskStateEntered, EventType::TaskStateExited};
          },
          [](const Pass&) {
            return StateEvents{EventType::PassStateEntered, EventType::PassStateExited};
          },
          [](const Wait&) {
            return StateEvents{EventType::WaitStateEntered, EventType::WaitStateExited};
          },
          [](const Choice&) {
            return StateEvents{EventType::ChoiceStateEntered, EventType::ChoiceStateExited};
          },
          [](const Succeed&) {
            return StateEvents{EventType::SucceedStateEntered, EventType::SucceedStateExited};
          },
          [](const Fail&) {  // A Fail state is never left.
            return StateEvents{EventType::FailStateEntered, EventType::FailStateEntered};
          },
          [](const Parallel&) {
            return StateEvents{EventType::ParallelStateEntered, EventType::ParallelStateExited};
          },
          [](const Map&) {
            return StateEvents{EventType::MapStateEntered, EventType::MapStateExited};
          },
      },
      state.kind);
}

}  // namespace

void Execution::enter(Frame& frame) {
  frame.entered_at = now_;
  frame.context.reset();
  frame.retries = 0;
  frame.attempts.clear();
  HistoryEvent& entered = record(frame, events_of(*frame.state).entered);
  // The first state's event follows nothing.
  if (entered.id == 2) entered.previous = 0;
  frame.before = entered.previous;
  entered.name = Text{std::shared_ptr<const void>{}, &frame.state->name};
  entered.payload = frame.input.text();
  frame.entered = entered.id;
  attempt(frame);
}

/// The state's work, for the first time or once more.
void Execution::attempt(Frame& frame) {
  frame.context.reset();
  if (std::holds_alternative<Task>(frame.state->kind)) prepare_work(frame);
  if (inspection_ != nullptr) inspection_->input = frame.input;
  const Visit raw{*this, frame, frame.input};
  Result<Payload, Failure> input = select(raw, frame.state->input_path, "InputPath", frame.input);
  if (!input.has_value()) return take(frame, refuse(runtime_failure(frame, input.error())));
  frame.effective = *input;
  if (inspection_ != nullptr) inspection_->after_input_path = *input;
  const Visit visit{*this, frame, std::move(*input)};
  Result<Step, Failure> step =
      std::visit([&](const auto& kind) -> Result<Step, Failure> { return asl::enter(kind, visit); },
                 frame.state->kind);
  if (!step.has_value()) step = refuse(runtime_failure(frame, step.error()));
  take(frame, std::move(step));
}

/// "An error occurred while executing the state 'X' (entered at the event id #2). …"
Failure Execution::runtime_failure(const Frame& frame, Failure failure) const {
  if (inspection_ != nullptr) return failure;  // Observed on AWS: TestState says the rest only.
  failure.cause = fmt::format(
      "An error occurred while executing the state '{}' (entered at the event id #{}). {}",
      frame.state->name, frame.entered, failure.cause);
  return failure;
}

void Execution::take(Frame& frame, Result<Step, Failure> step) {
  if (!step.has_value()) return fail(frame, std::move(step).error());
  const bool works = std::holds_alternative<Call>(*step) || std::holds_alternative<FanOut>(*step);
  if (works && inspection_ != nullptr && inspection_->work) return take_given(frame);
  std::visit(Overloaded{
                 [&](Produced& produced) { leave_with(frame, std::move(produced)); },
                 [&](Chosen& chosen) { leave(frame, leaving(frame, std::move(chosen))); },
                 [&](const SleepUntil& sleep) {
                   if (sleep.when <= now_) return leave_with(frame, Produced{frame.effective});
                   set_timer(frame, sleep.when, TimerKind::Wake);
                 },
                 [&](Call& call) { invoke(frame, std::move(call)); },
                 [&](FanOut& fan) { fan_out(frame, std::move(fan)); },
                 [&](Failed& failed) { fail(frame, std::move(failed.failure)); },
                 [&](StartedInVain& map) {
                   record_map_started(frame, map.length);
                   fail(frame, runtime_failure(frame, std::move(map.failure)));
                 },
             },
             *step);
}

/// What the state's work comes to is given, so that it is not done.
void Execution::take_given(Frame& frame) {
  Result<Payload, Failure> result = inspection_->work(*inspection_);
  if (!result.has_value()) return fail(frame, std::move(result).error());
  leave_with(frame, Produced{std::move(*result)});
}

/// From a state's result to its output.
Result<Leaving, Failure> Execution::leaving(Frame& frame, Produced produced) {
  const State& state = *frame.state;
  const Visit visit{*this, frame, frame.effective};
  const bool has_result_path =
      state.effort() != nullptr || std::holds_alternative<Pass>(state.kind);
  Inspection* seen = has_result_path ? inspection_ : nullptr;
  Payload result = std::move(produced.result);
  if (seen != nullptr) seen->result = result;
  if (const Effort* effort = state.effort(); effort != nullptr && effort->result_selector) {
    result = TRY(visit.evaluate(*effort->result_selector, result));
  }
  if (seen != nullptr) seen->after_result_selector = result;
  Leaving left =
      TRY(made_of(std::move(result), visit, state.assign, state.output, state.subject()));
  left.next = state.next;
  if (has_result_path) {
    left.output = TRY(put_result(state.result_path, frame.input, std::move(left.output)));
  }
  if (seen != nullptr) seen->after_result_path = left.output;
  left.output = TRY(select(visit, state.output_path, "OutputPath", left.output));
  return left;
}

Result<Leaving, Failure> Execution::leaving(Frame& frame, Chosen chosen) {
  const State& state = *frame.state;
  const Visit visit{*this, frame, frame.effective};
  // "Assign at the top of a Choice is for when no rule matches."
  const auto& assign = chosen.rule && chosen.rule->assign ? chosen.rule->assign : state.assign;
  const auto& output = chosen.rule && chosen.rule->output ? chosen.rule->output : state.output;
  Leaving left = TRY(made_of(std::move(chosen.result), visit, assign, output, state.subject()));
  left.next = std::move(chosen.next);
  left.output = TRY(select(visit, state.output_path, "OutputPath", left.output));
  return left;
}

/// What Assign and Output make of `over`, which each of them is over.
Result<Leaving, Failure> Execution::made_of(Payload over, const Visit& visit,
                                            const std::optional<PayloadTemplate>& assign,
                                            const std::optional<PayloadTemplate>& output,
                                            Subject subject) {
  Leaving left;
  if (assign) {
    const Payload values = TRY(visit.evaluate(*assign, over, subject));
    for (const auto& member : values.value().get_object()) {
      left.assigned[std::string{member.key()}] = member.value();
    }
  }
  left.output = output ? TRY(visit.evaluate(*output, over, subject)) : std::move(over);
  return left;
}

void Execution::leave_with(Frame& frame, Produced produced) {
  leave(frame, leaving(frame, std::move(produced)));
}

/// The state's last event, and on to the next one.
void Execution::leave(Frame& frame, Result<Leaving, Failure> leaving) {
  if (!leaving.has_value()) {
    return fail(frame, runtime_failure(frame, std::move(leaving).error()));
  }
  Leaving& left = *leaving;
  if (left.output.size() > limits_.payload_bytes) {
    return fail(frame, result_too_large(frame.state->name));
  }
  HistoryEvent& exited = record(frame, events_of(*frame.state).exited);
  exited.name = Text{std::shared_ptr<const void>{}, &frame.state->name};
  exited.payload = left.output.text();
  if (!left.assigned.empty()) {
    json::object texts;
    for (const auto& [name, value] : left.assigned) texts.emplace(name, write_json(value));
    json::object details;
    details.emplace("assignedVariables", std::move(texts));
    details.emplace("assignedVariablesDetails", json::object{{"truncated", false}});
    exited.details = std::make_shared<const json::object>(std::move(details));
  }
  for (auto& [name, value] : left.assigned) frame.variables[name] = std::move(value);
  frame.work.reset();
  frame.fan.reset();
  if (inspection_ != nullptr) inspection_->next = std::exchange(left.next, {});
  if (left.next.empty()) return end_frame(frame, std::move(left.output));
  frame.state = &frame.machine->at(left.next);
  frame.entered = 0;
  frame.input = std::move(left.output);
  ready_.push_back(frame.id);
}

/// A line of states is over.
void Execution::end_frame(Frame& frame, Payload output) {
  if (Frame* parent = find(frame.parent)) return child_ended(*parent, frame, std::move(output));
  output_ = std::move(output);
  finish(Status::Succeeded, EventType::ExecutionSucceeded, std::nullopt);
}

}  // namespace spotdrill::asl
