#include "services/ec2/errors.hpp"
#include "services/ec2/operations.hpp"
#include "services/ec2/operations/state_changes.hpp"

namespace spotdrill::ec2 {
namespace {

Result<void> check_startable(const Ec2& ec2, const Instance& instance) {
  if (instance.is_up()) return {};
  if (instance.state != InstanceState::Stopped) return refuse(errors::not_startable(instance.id));
  if (!instance.is_spot()) return {};
  // "Only Amazon EC2 can restart an interrupted stopped instance."
  const SpotRequest* request = ec2.find_request(instance.spot_request_id);
  if (request == nullptr || request->state != SpotState::Disabled ||
      request->status != SpotStatus::InstanceStoppedByUser) {
    return refuse(errors::spot_not_startable(instance.id));
  }
  return {};
}

}  // namespace

Result<api::ec2::StartInstancesResult> start_instances(
    Ec2& ec2, const api::ec2::StartInstancesRequest& request) {
  const std::vector<std::string> ids = TRY(ec2.find_all(request.instance_ids));
  for (const std::string& id : ids) {
    const auto checked = check_startable(ec2, *ec2.find_instance(id));
    if (!checked.has_value()) return refuse(checked.error());
  }
  api::ec2::StartInstancesResult result;
  result.starting_instances = change_states(ec2, ids, [&](const std::string& id) {
    const Instance& instance = *ec2.find_instance(id);
    if (instance.state != InstanceState::Stopped) return;
    if (instance.is_spot()) {
      ec2.start_spot(id);
    } else {
      ec2.start(id);
    }
  });
  return result;
}

}  // namespace spotdrill::ec2
