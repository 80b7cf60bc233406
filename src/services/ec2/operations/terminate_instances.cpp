#include "services/ec2/errors.hpp"
#include "services/ec2/operations.hpp"
#include "services/ec2/operations/state_changes.hpp"

namespace spotdrill::ec2 {

Result<api::ec2::TerminateInstancesResult> terminate_instances(
    Ec2& ec2, const api::ec2::TerminateInstancesRequest& request) {
  // "If you specify multiple instances and the request fails (for example, because of a single
  // incorrect instance ID), none of the instances are terminated."
  const std::vector<std::string> ids = TRY(ec2.find_all(request.instance_ids));
  for (const std::string& id : ids) {
    if (ec2.find_instance(id)->disable_api_termination) {
      return refuse(errors::termination_protected(id));
    }
  }
  api::ec2::TerminateInstancesResult result;
  result.terminating_instances = change_states(ec2, ids, [&](const std::string& id) {
    ec2.begin_shutdown(id, StateReason::UserInitiatedShutdown);
    if (request.skip_os_shutdown.value_or(false)) ec2.kill(id);
  });
  return result;
}

}  // namespace spotdrill::ec2
