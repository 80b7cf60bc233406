#include "services/ec2/errors.hpp"
#include "services/ec2/operations.hpp"
#include "services/ec2/operations/state_changes.hpp"

namespace spotdrill::ec2 {
namespace {

Result<void> check_stoppable(const Ec2& ec2, const Instance& instance, bool hibernate) {
  switch (instance.state) {
    case InstanceState::Stopping:
    case InstanceState::Stopped:
      return {};
    case InstanceState::Running:
      break;
    default:
      return refuse(errors::not_stoppable(instance.id));
  }
  if (instance.disable_api_stop) return refuse(errors::stop_protected(instance.id));
  if (instance.is_spot()) {
    const SpotRequest* request = ec2.find_request(instance.spot_request_id);
    if (request == nullptr || !request->persistent) {
      return refuse(errors::one_time_not_stoppable(instance.id));
    }
  }
  if (hibernate && !instance.hibernation_configured) {
    return refuse(errors::not_hibernatable(instance.id));
  }
  return {};
}

}  // namespace

Result<api::ec2::StopInstancesResult> stop_instances(
    Ec2& ec2, const api::ec2::StopInstancesRequest& request) {
  const std::vector<std::string> ids = TRY(ec2.find_all(request.instance_ids));
  const bool hibernate = request.hibernate.value_or(false);
  for (const std::string& id : ids) {
    const auto checked = check_stoppable(ec2, *ec2.find_instance(id), hibernate);
    if (!checked.has_value()) return refuse(checked.error());
  }
  // "Forces the instances to stop. The instances do not have an opportunity to flush file system
  // caches or file system metadata."
  const bool force = request.force.value_or(false) || request.skip_os_shutdown.value_or(false);
  api::ec2::StopInstancesResult result;
  result.stopping_instances = change_states(ec2, ids, [&](const std::string& id) {
    ec2.begin_stop(
        id, hibernate ? StateReason::UserInitiatedHibernate : StateReason::UserInitiatedShutdown,
        hibernate);
    if (force) ec2.kill(id);
  });
  return result;
}

}  // namespace spotdrill::ec2
