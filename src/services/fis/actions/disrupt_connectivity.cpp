#include <array>

#include "services/fis/action.hpp"

namespace spotdrill::fis {
namespace {

constexpr std::array parameters{
    Parameter{.name = "scope",
              .description = "The type of traffic to deny.",
              .kind = Parameter::Kind::Scope},
    Parameter{.name = "duration",
              .description = "The duration of the disruption (ISO 8601 duration).",
              .min = 1min,
              .max = 12h},
};
constexpr const Parameter& duration = parameters[1];

void set_outside(ActionRun& run, bool open) {
  for (const std::string& id : run.targets()) run.ec2.set_outside(id, open);
}

Result<Completion, Failure> start(ActionRun& run) {
  set_outside(run, false);
  return Completion{.at = run.now() + run.duration(duration)};
}

Result<void, Failure> finish(ActionRun& run) {
  set_outside(run, true);
  return {};
}

void stop(ActionRun& run) {
  set_outside(run, true);
}

void resume(ActionRun& run) {
  set_outside(run, false);
}

}  // namespace

/// "vpc – Denies traffic entering and leaving the VPC", of the target subnets' instances.
/// Source: FIS User Guide, "AWS FIS Actions reference", aws:network:disrupt-connectivity.
// DEVIATION: the metadata service, DNS and AWS's endpoints go on answering, as in a VPC that has
// endpoints for every service it uses; a connection that is open is cut off, which then waits as
// if the network had swallowed its packets. Other scopes than vpc are refused.
constinit const Action disrupt_connectivity{
    .id = "aws:network:disrupt-connectivity",
    .description = "Deny the specified traffic to the target subnets.",
    .target = {.key = "Subnets", .resource_type = subnet_resource},
    .parameters = parameters,
    .start = start,
    .finish = finish,
    .stop = stop,
    .resume = resume,
};

}  // namespace spotdrill::fis
