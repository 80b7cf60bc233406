#include <set>

#include "services/ec2/describe.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/vpc_parts.hpp"

namespace spotdrill::ec2 {
namespace {

struct InterfaceRow {
  api::ec2::NetworkInterface item;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeNetworkInterfaces, Filter.N.
constexpr FilterField<InterfaceRow> network_interfaces_fields[] = {
    {"attachment.instance-id",
     [](const InterfaceRow& r) -> FilterValues {
       return {r.item.attachment ? r.item.attachment->instance_id.value_or("") : ""};
     }},
    {"attachment.status",
     [](const InterfaceRow& r) -> FilterValues {
       return {r.item.attachment ? "attached" : "detached"};
     }},
    {"availability-zone",
     [](const InterfaceRow& r) -> FilterValues { return {r.item.availability_zone.value_or("")}; }},
    {"description",
     [](const InterfaceRow& r) -> FilterValues { return {r.item.description.value_or("")}; }},
    {"group-id",
     [](const InterfaceRow& r) {
       FilterValues values;
       for (const auto& each : r.item.groups) values.push_back(*each.group_id);
       return values;
     }},
    {"mac-address",
     [](const InterfaceRow& r) -> FilterValues { return {r.item.mac_address.value_or("")}; }},
    {"network-interface-id",
     [](const InterfaceRow& r) -> FilterValues { return {*r.item.network_interface_id}; }},
    {"private-ip-address",
     [](const InterfaceRow& r) -> FilterValues {
       return {r.item.private_ip_address.value_or("")};
     }},
    {"status", [](const InterfaceRow& r) -> FilterValues { return {*r.item.status}; }},
    {"subnet-id", [](const InterfaceRow& r) -> FilterValues { return {*r.item.subnet_id}; }},
    {"vpc-id", [](const InterfaceRow& r) -> FilterValues { return {r.item.vpc_id.value_or("")}; }},
};

}  // namespace

/// Lists network interfaces: of instances, and those that were made by themselves.
/// Errors: InvalidNetworkInterfaceID.NotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeNetworkInterfaces.
Result<api::ec2::DescribeNetworkInterfacesResult> describe_network_interfaces(
    Ec2& ec2, const api::ec2::DescribeNetworkInterfacesRequest& request) {
  std::vector<InterfaceRow> rows;
  std::set<std::string> attached;
  for (const auto& [id, instance] : ec2.instances()) {
    if (instance.state == InstanceState::Terminated) continue;
    attached.insert(instance.network_interface_id);
    rows.push_back({.item = render_interface_of(ec2, instance),
                    .tags = ec2.catalogue().tags(instance.network_interface_id)});
  }
  for (const NetworkInterface& interface : ec2.catalogue().network_interfaces()) {
    if (attached.contains(interface.id)) continue;
    rows.push_back(
        {.item = render_interface(ec2, interface), .tags = ec2.catalogue().tags(interface.id)});
  }
  const auto page = TRY(
      describe(std::move(rows), request.network_interface_ids, request,
               Description<InterfaceRow>{
                   .operation = "DescribeNetworkInterfaces",
                   .fields = network_interfaces_fields,
                   .id_of = [](const InterfaceRow& row) { return *row.item.network_interface_id; },
                   .not_found = errors::interface_not_found}));
  api::ec2::DescribeNetworkInterfacesResult result;
  for (const InterfaceRow& row : page.items) result.network_interfaces.push_back(row.item);
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
