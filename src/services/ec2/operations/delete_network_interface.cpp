#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {

/// Deletes a network interface that no instance has.
/// Errors: InvalidNetworkInterfaceID.NotFound, InvalidParameterValue.
/// Source: EC2 API Reference, DeleteNetworkInterface.
Result<api::ec2::DeleteNetworkInterfaceResult> delete_network_interface(
    Ec2& ec2, const api::ec2::DeleteNetworkInterfaceRequest& request) {
  const std::string& id = request.network_interface_id;
  for (const auto& [instance_id, instance] : ec2.instances()) {
    if (instance.network_interface_id == id && instance.state != InstanceState::Terminated) {
      return refuse(errors::interface_in_use(id));
    }
  }
  if (ec2.catalogue().find_network_interface(id) == nullptr) {
    return refuse(errors::interface_not_found({id}));
  }
  ec2.catalogue().erase_network_interface(id);
  return api::ec2::DeleteNetworkInterfaceResult{};
}

}  // namespace spotdrill::ec2
