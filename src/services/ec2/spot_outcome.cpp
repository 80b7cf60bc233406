// What becomes of a Spot Instance request when something becomes of its instance.
// Source: EC2 User Guide, "State changes for a Spot request".
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {
namespace {

SpotStatus terminated_by(const Instance& instance) {
  switch (instance.state_reason) {
    case StateReason::InternalError:
      return SpotStatus::SystemError;
    case StateReason::SpotInstanceTermination:
      break;
    default:
      return SpotStatus::InstanceTerminatedByUser;
  }
  switch (instance.interruption.value_or(Interruption{}).cause) {
    case InterruptionCause::Experiment:
      return SpotStatus::InstanceTerminatedByExperiment;
    case InterruptionCause::Price:
      return SpotStatus::InstanceTerminatedByPrice;
    case InterruptionCause::NoCapacity:
      break;
  }
  return SpotStatus::InstanceTerminatedNoCapacity;
}

SpotStatus stopped_by(const Instance& instance) {
  if (instance.state_reason != StateReason::SpotInstanceShutdown) {
    return SpotStatus::InstanceStoppedByUser;
  }
  switch (instance.interruption.value_or(Interruption{}).cause) {
    case InterruptionCause::Experiment:
      return SpotStatus::InstanceStoppedByExperiment;
    case InterruptionCause::Price:
      return SpotStatus::InstanceStoppedByPrice;
    case InterruptionCause::NoCapacity:
      break;
  }
  return SpotStatus::InstanceStoppedNoCapacity;
}

}  // namespace

void Ec2::spot_instance_marked(const Instance& instance) {
  if (find_request(instance.spot_request_id) == nullptr || !instance.interruption) return;
  SpotRequest& request = requests_.edit(instance.spot_request_id);
  if (request.state != SpotState::Active) return;
  const InterruptionCause cause = instance.interruption->cause;
  if (instance.interruption->action != InterruptionBehavior::Terminate) {
    return set_status(request, SpotState::Active,
                      cause == InterruptionCause::Experiment ? SpotStatus::MarkedForStopByExperiment
                                                             : SpotStatus::MarkedForStop);
  }
  // "When Amazon EC2 interrupts a Spot Instance if it needs the capacity back and the instance is
  // configured to terminate on interruption, the status is immediately set to
  // instance-terminated-no-capacity (it is not set to marked-for-termination). However, the
  // instance remains in the running state for 2 minutes …"; the request is then "closed
  // (one-time), open (persistent)".
  if (cause == InterruptionCause::NoCapacity) {
    return set_status(request, request.persistent ? SpotState::Open : SpotState::Closed,
                      SpotStatus::InstanceTerminatedNoCapacity);
  }
  // DEVIATION: for an experiment AWS documents only the final instance-terminated-by-experiment.
  set_status(request, SpotState::Active, SpotStatus::MarkedForTermination);
}

void Ec2::spot_instance_stopping(const Instance& instance) {
  if (find_request(instance.spot_request_id) == nullptr) return;
  SpotRequest& request = requests_.edit(instance.spot_request_id);
  // "marked-for-stop: active, stopping".
  if (request.state != SpotState::Active) return;
  if (request.status == SpotStatus::MarkedForStopByExperiment) return;
  set_status(request, SpotState::Active, SpotStatus::MarkedForStop);
}

void Ec2::spot_instance_stopped(const Instance& instance) {
  if (find_request(instance.spot_request_id) == nullptr) return;
  SpotRequest& request = requests_.edit(instance.spot_request_id);
  // "The Spot request state is disabled if you stop the Spot Instance but do not cancel the
  // request. The request state is cancelled if your Spot Instance is stopped and the request
  // expires."
  const bool cancelled = request.state == SpotState::Cancelled;
  set_status(request, cancelled ? SpotState::Cancelled : SpotState::Disabled, stopped_by(instance));
  // "Only Amazon EC2 can restart an interrupted stopped instance."
  if (!cancelled && instance.state_reason == StateReason::SpotInstanceShutdown) {
    schedule_evaluation(request, now() + options_.restart_delay);
  }
}

void Ec2::spot_instance_terminated(const Instance& instance) {
  if (find_request(instance.spot_request_id) == nullptr) return;
  SpotRequest& request = requests_.edit(instance.spot_request_id);
  if (request.instance_id != instance.id) return;
  withdraw_evaluation(request);
  const SpotStatus status = terminated_by(instance);
  if (request.state == SpotState::Cancelled) {
    return set_status(request, SpotState::Cancelled, status);
  }
  // A launch that fails would fail again: the request ends, persistent or not.
  if (!request.persistent || status == SpotStatus::SystemError) {
    return set_status(request, SpotState::Closed, status, instance.launch_failure);
  }
  // "When your Spot Instances are terminated (either by you or Amazon EC2), if the Spot request is
  // a persistent request, it returns to the pending-evaluation state and then Amazon EC2 can launch
  // a new Spot Instance when the constraints are met."
  set_status(request, SpotState::Open, status);
  schedule_evaluation(request, now() + options_.replacement_delay);
}

}  // namespace spotdrill::ec2
