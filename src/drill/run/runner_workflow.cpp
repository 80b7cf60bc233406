// A drill whose instances a state machine's execution requests. The faults are the drill's own;
// when an instance is replaced, and when the work is done, is the execution's affair.
#include <fmt/format.h>

#include "drill/readings/figures.hpp"
#include "drill/run/run.hpp"

namespace spotdrill::drill {

namespace {

std::string name_of(const ExecutionSeen& execution) {
  return execution.arn.substr(execution.arn.rfind(':') + 1);
}

}  // namespace

void Runner::follow() {
  if (failed(workflow_.start(specification_))) return;
  tell(name_of(*seen_.execution), "execution started");
  while (!options_.stop_requested()) {
    take_facts();
    look_at_execution();
    take_up_requests();
    if (seen_.instances.empty()) {
      note_facts();
    } else {
      look();
      look_at_earlier_instances();
    }
    if (!seen_.failure.empty() || execution_is_over()) return;
    if (clock_.now() - seen_.began > definition_.workload.timeout) {
      seen_.timed_out = true;
      tell("", "the drill's time is up");
      return;
    }
    if (!seen_.instances.empty()) begin_faults();
    cut_notices_short();
    pause();
  }
}

void Runner::look_at_execution() {
  Called<std::vector<Workflow::Wish>> wishes = workflow_.look();
  if (answered(wishes, execution_silent_since_)) note_wishes(std::move(*wishes));
}

void Runner::note_wishes(std::vector<Workflow::Wish> wishes) {
  for (Workflow::Wish& wish : wishes) {
    if (wish.kind == Workflow::Wish::Kind::Launch) {
      requested_.push_back(std::move(wish));
      continue;
    }
    for (InstanceTimeline& instance : seen_.instances) {
      if (instance.id == wish.instance_id) instance.ended_by_execution = true;
    }
  }
}

/// Takes up the instances of what the execution has requested, as soon as they are known.
void Runner::take_up_requests() {
  std::vector<Workflow::Wish> waiting;
  for (Workflow::Wish& wish : requested_) {
    if (!take_up(wish)) waiting.push_back(std::move(wish));
  }
  requested_ = std::move(waiting);
}

/// False when `wish` has to be looked at again.
bool Runner::take_up(Workflow::Wish& wish) {
  if (wish.instance_id.empty()) {
    const Called<RequestNow> now = cloud_.describe_request(wish.request_id);
    if (!now) return false;
    if (now->instance_id.empty()) {
      if (now->state == "open") return false;
      // What to do about it is for the state machine to say.
      tell(wish.request_id, fmt::format("Spot request {}: {}", now->state, now->status_message));
      return true;
    }
    wish.instance_id = now->instance_id;
  }
  if (seen_.instances.size() >= launches_max) {
    seen_.failure = fmt::format("{} instances did not finish the work", launches_max);
  }
  if (!seen_.instances.empty()) {
    look();  // What the one before wrote is not the next one's.
    look_at_what_is_left();
    if (saved_) seen_.instances.back().saved_damage = saved_->damage();
  }
  take_over({.id = wish.instance_id, .request_id = wish.request_id, .requested = wish.at});
  return true;
}

/// Instances live on beside their replacements: until a deadline, or until somebody ends them.
void Runner::look_at_earlier_instances() {
  for (InstanceTimeline& instance : seen_.instances) {
    if (!instance.launch_failure.empty() && seen_.failure.empty()) {
      seen_.failure =
          fmt::format("{} could not be started: {}", instance.id, instance.launch_failure);
    }
    if (instance.ended || &instance == &seen_.instances.back()) continue;
    if (const auto now = cloud_.describe_instance(instance.id)) note_state(instance, *now);
  }
}

bool Runner::execution_is_over() {
  if (!workflow_.is_over()) return false;
  if (!seen_.instances.empty()) look();  // What came in between the looks at the two.
  tell(name_of(*seen_.execution), fmt::format("execution {}", to_text(*seen_.execution)));
  return true;
}

/// Stops the execution, so that nothing is requested any more when the instances are ended.
void Runner::end_execution() {
  note_wishes(workflow_.stop());
  workflow_.look_at_visits();
  std::vector<std::string> open;
  for (const Workflow::Wish& wish : requested_) {
    if (wish.instance_id.empty()) open.push_back(wish.request_id);
  }
  if (!open.empty()) (void)cloud_.cancel_requests(open);
  for (Workflow::Wish& wish : requested_) {
    if (wish.instance_id.empty()) {
      const Called<RequestNow> now = cloud_.describe_request(wish.request_id);
      if (now) wish.instance_id = now->instance_id;
    }
    if (wish.instance_id.empty()) continue;
    seen_.instances.push_back(
        {.id = wish.instance_id, .request_id = wish.request_id, .requested = wish.at});
  }
  requested_.clear();
}

}  // namespace spotdrill::drill
