#include <algorithm>
#include <array>

#include "services/fis/action.hpp"

namespace spotdrill::fis {
namespace {

constexpr std::array parameters{
    Parameter{.name = "durationBeforeInterruption",
              .description = "The time to wait before interrupting the instance (ISO 8601 "
                             "duration). The interruption notice is sent two minutes before.",
              .min = 2min,
              .max = 15min},
};

bool interruptible(const ec2::Instance* instance) {
  return instance != nullptr && instance->is_spot() &&
         instance->state == ec2::InstanceState::Running;
}

Result<Completion, Failure> start(ActionRun& run) {
  const Instant interruption = run.now() + run.duration(parameters[0]);
  Instant last = run.now();
  std::vector<std::string> ids = run.targets();
  // One that cannot be interrupted comes first, so that EC2 refuses it before anything is changed.
  std::stable_partition(ids.begin(), ids.end(), [&](const std::string& id) {
    return !interruptible(run.ec2.find_instance(id));
  });
  for (const std::string& id : ids) {
    // "Immediately after the action is initiated, the target instance receives an EC2 instance
    // rebalance recommendation."
    const auto recommended = run.ec2.recommend_rebalance(id);
    if (!recommended.has_value()) return refuse(run.failed(recommended.error()));
    // EC2 sends the notice two minutes earlier.
    const auto interrupted =
        run.ec2.interrupt_at(id, interruption, ec2::InterruptionCause::Experiment);
    if (!interrupted.has_value()) return refuse(run.failed(interrupted.error()));
    last = std::max(last, *interrupted);
  }
  // What starts after the action finds the instances shutting down.
  return Completion{.at = last};
}

}  // namespace

/// Interrupts Spot Instances after a rebalance recommendation and a notice.
/// Source: FIS User Guide, "AWS FIS Actions reference": "The time to wait before interrupting the
/// instance, from two to 15 minutes."
// DEVIATION: stopping the experiment withdraws nothing; we found no AWS statement either way.
constinit const Action send_spot_instance_interruptions{
    .id = "aws:ec2:send-spot-instance-interruptions",
    .description =
        "Send spot instance interruption notices to the specified Spot Instances, and "
        "interrupt them.",
    .target = {.key = "SpotInstances", .resource_type = "aws:ec2:spot-instance"},
    .parameters = parameters,
    .start = start,
};

}  // namespace spotdrill::fis
