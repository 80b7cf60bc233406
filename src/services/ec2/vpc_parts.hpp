// What the operations on VPCs and what is in them have in common: what uses what, how they look.
#pragma once

#include <string>

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

/// A unicast address of the form that EC2's have.
std::string mac_address(Random& random);

/// Whether an instance or a network interface is in the subnet.
bool subnet_is_used(Ec2& ec2, const std::string& subnet_id);

/// Errors: InvalidRouteTableID.NotFound.
Result<RouteTable> find_route_table(const Ec2& ec2, const std::string& id);

/// Errors: InvalidInternetGatewayID.NotFound.
Result<InternetGateway> find_internet_gateway(const Ec2& ec2, const std::string& id);

api::ec2::Vpc render_vpc(const Ec2& ec2, const Vpc& vpc);
api::ec2::Subnet render_subnet(const Ec2& ec2, const Subnet& subnet);
api::ec2::RouteTable render_route_table(const Ec2& ec2, const RouteTable& table);
api::ec2::InternetGateway render_internet_gateway(const Ec2& ec2, const InternetGateway& gateway);
api::ec2::NetworkInterface render_interface(const Ec2& ec2, const NetworkInterface& interface);
/// The one that an instance has: it was made with it, or the instance was launched with it.
api::ec2::NetworkInterface render_interface_of(const Ec2& ec2, const Instance& instance);

}  // namespace spotdrill::ec2
