#include "services/ec2/errors.hpp"
#include "services/ec2/operations.hpp"

namespace spotdrill::ec2 {

Result<api::ec2::RebootInstancesResult> reboot_instances(
    Ec2& ec2, const api::ec2::RebootInstancesRequest& request) {
  const std::vector<std::string> ids = TRY(ec2.find_all(request.instance_ids));
  for (const std::string& id : ids) {
    if (!ec2.find_instance(id)->is_up()) return refuse(errors::not_rebootable(id));
  }
  // "Requests a reboot of the specified instances. This operation is asynchronous; it only queues a
  // request to reboot the specified instances. … Requests to reboot terminated instances are
  // ignored." The latter does not hold: AWS refuses them.
  for (const std::string& id : ids) ec2.reboot(id);
  return api::ec2::RebootInstancesResult{};
}

}  // namespace spotdrill::ec2
