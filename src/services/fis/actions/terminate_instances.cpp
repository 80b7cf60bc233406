#include "services/fis/action.hpp"

namespace spotdrill::fis {
namespace {

Result<Completion, Failure> start(ActionRun& run) {
  const auto found = run.ec2.find_all(run.targets());
  if (!found.has_value()) return refuse(run.failed(found.error()));
  for (const std::string& id : run.targets()) {
    run.ec2.begin_shutdown(id, ec2::StateReason::UserInitiatedShutdown);
  }
  return Completion{.at = run.now()};
}

}  // namespace

/// Runs TerminateInstances on the target instances.
/// Source: FIS User Guide, "AWS FIS Actions reference".
constinit const Action terminate_instances{
    .id = "aws:ec2:terminate-instances",
    .description = "Terminate the specified EC2 instances.",
    .target = {.key = "Instances", .resource_type = "aws:ec2:instance"},
    .start = start,
};

}  // namespace spotdrill::fis
