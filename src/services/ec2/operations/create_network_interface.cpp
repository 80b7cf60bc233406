#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/tagging.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

/// "Network interfaces per Region - 5,000". Source: VPC User Guide, "Amazon VPC quotas".
constexpr std::size_t interfaces_max = 5000;

}  // namespace

/// Makes a network interface, which a launch may name.
/// Errors: InvalidSubnetID.NotFound, InvalidGroup.NotFound, InvalidIPAddress.InUse,
/// InsufficientFreeAddressesInSubnet, NetworkInterfaceLimitExceeded.
/// Source: EC2 API Reference, CreateNetworkInterface.
Result<api::ec2::CreateNetworkInterfaceResult> create_network_interface(
    Ec2& ec2, const api::ec2::CreateNetworkInterfaceRequest& request) {
  Catalogue& catalogue = ec2.catalogue();
  const Subnet subnet = TRY(catalogue.subnet(request.subnet_id));
  Tags tags = TRY(read_tag_specifications(request.tag_specifications, "network-interface",
                                          {"network-interface"}));
  NetworkInterface made;
  for (const std::string& id : request.groups) {
    made.group_ids.push_back(TRY(catalogue.security_group(id)).id);
  }
  if (made.group_ids.empty()) {
    made.group_ids.push_back(catalogue.default_security_group(subnet.vpc_id).id);
  }
  if (catalogue.network_interfaces().size() >= interfaces_max) {
    return refuse(
        errors::too_many("NetworkInterfaceLimitExceeded", "network interfaces", interfaces_max));
  }
  made.private_ip = TRY(catalogue.allocate_ip(subnet, request.private_ip_address.value_or("")));
  made.id = ec2.world().ids.resource("eni-");
  made.subnet_id = subnet.id;
  made.description = request.description.value_or("");
  made.mac = mac_address(ec2.world().random);
  catalogue.put_network_interface(made);
  set_tags(ec2, made.id, std::move(tags));
  api::ec2::CreateNetworkInterfaceResult result;
  result.network_interface = render_interface(ec2, made);
  result.network_interface->status = "pending";
  result.client_token = request.client_token;
  return result;
}

}  // namespace spotdrill::ec2
