#include "drill/run/workflow.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace spotdrill::drill {

namespace {

constexpr std::string_view states_role = "spotdrill-states";

/// Of state machines and executions. Source: Step Functions API Reference, CreateStateMachine.
constexpr std::size_t name_bytes_max = 80;

/// What the launch specification is called in the execution's input.
constexpr std::string_view specification_member = "LaunchSpecification";

/// The objects in the array `member` of `output`.
std::vector<const json::object*> objects_in(const json::value& output, std::string_view member) {
  std::vector<const json::object*> objects;
  const json::object* object = output.if_object();
  const json::value* value = object == nullptr ? nullptr : object->if_contains(member);
  if (value == nullptr || !value->is_array()) return objects;
  for (const json::value& each : value->get_array()) {
    if (each.is_object()) objects.push_back(&each.get_object());
  }
  return objects;
}

/// Whether TerminateInstances met an instance that nothing else was ending.
bool was_alive(const json::object& terminating) {
  const json::value* previous = terminating.if_contains("PreviousState");
  if (previous == nullptr || !previous->is_object()) return false;
  const std::string_view name = string_at(previous->get_object(), "Name");
  return name == "running" || name == "pending";
}

void note_wishes(const CalledByExecution& called, std::vector<Workflow::Wish>& wishes) {
  using Wish = Workflow::Wish;
  const auto add = [&](Wish::Kind kind, const json::object& object) {
    wishes.push_back({.kind = kind,
                      .at = called.at,
                      .request_id = std::string{string_at(object, "SpotInstanceRequestId")},
                      .instance_id = std::string{string_at(object, "InstanceId")}});
  };
  if (called.operation == "requestSpotInstances") {
    for (const json::object* each : objects_in(called.output, "SpotInstanceRequests")) {
      add(Wish::Kind::Launch, *each);
    }
  } else if (called.operation == "runInstances") {
    for (const json::object* each : objects_in(called.output, "Instances")) {
      add(Wish::Kind::Launch, *each);
    }
  } else if (called.operation == "terminateInstances") {
    for (const json::object* each : objects_in(called.output, "TerminatingInstances")) {
      if (was_alive(*each)) add(Wish::Kind::Terminate, *each);
    }
  }
}

}  // namespace

Called<void> Workflow::check(const std::string& definition) {
  const std::vector<std::string> missing = TRY(cloud_.missing_integrations(definition));
  if (missing.empty()) return {};
  return refuse(fmt::format(
      "{}: {}. What it does cannot be rehearsed: put a Pass in the state's place, or a Task that "
      "is here",
      definition_.where, fmt::join(missing, "; ")));
}

Called<void> Workflow::prepare(const std::string& run_id, const DeployedStack& stack) {
  name_ = run_id.substr(0, name_bytes_max);
  own_ = definition_.output.empty();
  if (!own_) {
    machine_arn_ = TRY(stack.output(definition_.output));
    return check(TRY(cloud_.definition_of(machine_arn_)));
  }
  const std::string text = spotdrill::to_text(json::value(definition_.definition));
  TRY(check(text));
  const std::string role =
      TRY(cloud_.ensure_role(std::string{states_role}, "states.amazonaws.com"));
  Called<std::string> made = cloud_.create_state_machine(name_, text, role);
  if (!made) return refuse(fmt::format("{}: {}", definition_.where, made.error()));
  machine_arn_ = std::move(*made);
  return {};
}

Called<void> Workflow::start(const json::object& specification) {
  json::object input = definition_.input;
  if (own_ && !input.contains(specification_member))
    input.emplace(specification_member, specification);
  std::string arn = TRY(cloud_.start_execution(machine_arn_, name_,
                                               spotdrill::to_text(json::value(std::move(input)))));
  seen_ = ExecutionSeen{.arn = std::move(arn), .status = "RUNNING", .error = {}, .cause = {}};
  return {};
}

Called<std::vector<Workflow::Wish>> Workflow::look() {
  // In this order: once it is over nothing more comes into its history.
  ExecutionNow now = TRY(cloud_.describe_execution(seen_->arn));
  std::vector<Wish> wishes = TRY(read_wishes());
  seen_->status = std::move(now.status);
  seen_->error = std::move(now.error);
  seen_->cause = std::move(now.cause);
  seen_->ended = now.stopped;
  return wishes;
}

Called<std::vector<Workflow::Wish>> Workflow::read_wishes() {
  std::vector<Wish> wishes;
  const std::vector<CalledByExecution> calls =
      TRY(cloud_.calls_of_execution(seen_->arn, last_event_));
  for (const CalledByExecution& called : calls) note_wishes(called, wishes);
  return wishes;
}

std::vector<Workflow::Wish> Workflow::stop() {
  if (!seen_) return {};
  if (!is_over()) (void)cloud_.stop_execution(seen_->arn);
  return read_wishes().value_or(std::vector<Wish>{});
}

void Workflow::look_at_visits() {
  if (!seen_) return;
  auto visits = cloud_.visits_of_execution(seen_->arn);
  if (visits) seen_->visits = std::move(*visits);
}

void Workflow::remove() {
  if (own_ && !machine_arn_.empty()) (void)cloud_.delete_state_machine(machine_arn_);
}

}  // namespace spotdrill::drill
