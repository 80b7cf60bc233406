#include <fmt/format.h>

#include <array>

#include "services/fis/action.hpp"

namespace spotdrill::fis {
namespace {

constexpr std::array parameters{
    Parameter{.name = "completeIfInstancesTerminated",
              .description = "If true, the action completes when instances have been terminated "
                             "by a request outside of AWS FIS and cannot be restarted.",
              .kind = Parameter::Kind::Boolean,
              .required = false},
    Parameter{
        .name = "startInstancesAfterDuration",
        .description = "The time to wait before restarting the instances (ISO 8601 duration).",
        .required = false,
        .min = 1min,
        .max = 12h},
};
constexpr const Parameter& complete_if_terminated = parameters[0];
constexpr const Parameter& start_after = parameters[1];

bool ended(const ec2::Instance* instance) {
  return instance == nullptr || instance->state == ec2::InstanceState::ShuttingDown ||
         instance->state == ec2::InstanceState::Terminated;
}

Result<Completion, Failure> start(ActionRun& run) {
  const auto found = run.ec2.find_all(run.targets());
  if (!found.has_value()) return refuse(run.failed(found.error()));
  for (const std::string& id : run.targets()) {
    const ec2::Instance& instance = *run.ec2.find_instance(id);
    if (ended(&instance)) {
      return refuse(run.failed(
          AwsError{.code = "IncorrectInstanceState",
                   .message = fmt::format(
                       "The instance '{}' is not in a state from which it can be stopped.", id)}));
    }
  }
  for (const std::string& id : run.targets()) {
    if (run.ec2.find_instance(id)->is_up()) {
      run.ec2.begin_stop(id, ec2::StateReason::UserInitiatedShutdown);
    }
  }
  return Completion{.at = run.now() + run.optional_duration(start_after).value_or(Duration{0})};
}

/// Starts every target again that is stopped. Returns one that has gone, or nothing.
std::string restart(ActionRun& run) {
  std::string gone;
  for (const std::string& id : run.targets()) {
    const ec2::Instance* instance = run.ec2.find_instance(id);
    if (ended(instance)) {
      gone = id;
    } else if (instance->state == ec2::InstanceState::Stopped) {
      run.ec2.start(id);
    }
  }
  return gone;
}

Result<void, Failure> finish(ActionRun& run) {
  if (!run.optional_duration(start_after)) return {};
  const std::string gone = restart(run);
  if (gone.empty() || run.flag(complete_if_terminated)) return {};
  return refuse(run.failed(AwsError{
      .code = "IncorrectInstanceState",
      .message =
          fmt::format("The instance '{}' is not in a state from which it can be started.", gone)}));
}

// "If you specified startInstancesAfterDuration, AWS FIS starts the instances": also when the
// experiment is stopped first, so that it leaves nothing stopped.
void stop(ActionRun& run) {
  if (run.optional_duration(start_after)) restart(run);
}

}  // namespace

/// Runs StopInstances on the target instances and, if asked, StartInstances after a time.
/// Source: FIS User Guide, "AWS FIS Actions reference".
constinit const Action stop_instances{
    .id = "aws:ec2:stop-instances",
    .description = "Stop the specified EC2 instances.",
    .target = {.key = "Instances", .resource_type = "aws:ec2:instance"},
    .parameters = parameters,
    .start = start,
    .finish = finish,
    .stop = stop,
};

}  // namespace spotdrill::fis
