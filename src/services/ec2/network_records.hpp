// The records of networks: VPCs, subnets, security groups with their rules, route tables, internet
// gateways, network interfaces. Plain data: nothing is filtered or routed by them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::ec2 {

struct Vpc {
  std::string id;
  std::string cidr;
  bool is_default = false;
  std::string tenancy = "default";
  bool dns_support = true;
  bool dns_hostnames = false;
};
BOOST_DESCRIBE_STRUCT(Vpc, (), (id, cidr, is_default, tenancy, dns_support, dns_hostnames))

struct Subnet {
  std::string id;
  std::string vpc_id;
  std::string availability_zone;
  std::string availability_zone_id;
  std::string cidr;  ///< "172.31.0.0/20".
  bool default_for_zone = false;
  bool map_public_ip = false;
  bool adopted = false;
};
BOOST_DESCRIBE_STRUCT(Subnet, (),
                      (id, vpc_id, availability_zone, availability_zone_id, cidr, default_for_zone,
                       map_public_ip, adopted))

/// One rule: for one peer, which is one of a block of addresses, a prefix list and a group.
struct SecurityGroupRule {
  std::string id;  ///< "sgr-…".
  bool egress = false;
  std::string protocol = "-1";  ///< "tcp", "udp", "icmp", "icmpv6", a number, or all.
  std::optional<std::int32_t> from_port;
  std::optional<std::int32_t> to_port;
  std::string cidr_ipv4;
  std::string cidr_ipv6;
  std::string prefix_list_id;
  std::string group_id;
  std::string description;

  /// Whether both allow the same.
  [[nodiscard]] bool allows_same(const SecurityGroupRule& other) const {
    return egress == other.egress && protocol == other.protocol && from_port == other.from_port &&
           to_port == other.to_port && cidr_ipv4 == other.cidr_ipv4 &&
           cidr_ipv6 == other.cidr_ipv6 && prefix_list_id == other.prefix_list_id &&
           group_id == other.group_id;
  }
};
BOOST_DESCRIBE_STRUCT(SecurityGroupRule, (),
                      (id, egress, protocol, from_port, to_port, cidr_ipv4, cidr_ipv6,
                       prefix_list_id, group_id, description))

struct SecurityGroup {
  std::string id;
  std::string name;
  std::string description;
  std::string vpc_id;
  bool adopted = false;
  /// Nothing: those that it came with (Catalogue::rules).
  std::optional<std::vector<SecurityGroupRule>> rules = {};
};
BOOST_DESCRIBE_STRUCT(SecurityGroup, (), (id, name, description, vpc_id, adopted, rules))

struct Route {
  std::string destination;  ///< "0.0.0.0/0".
  std::string gateway_id;   ///< "local", "igw-…".
  std::string nat_gateway_id;
  std::string network_interface_id;
};
BOOST_DESCRIBE_STRUCT(Route, (), (destination, gateway_id, nat_gateway_id, network_interface_id))

struct RouteTableAssociation {
  std::string id;  ///< "rtbassoc-…".
  std::string subnet_id;
};
BOOST_DESCRIBE_STRUCT(RouteTableAssociation, (), (id, subnet_id))

struct RouteTable {
  std::string id;
  std::string vpc_id;
  std::string main_association_id;  ///< "" unless it is the VPC's main one.
  std::vector<Route> routes;        ///< But for the local one.
  std::vector<RouteTableAssociation> associations;
};
BOOST_DESCRIBE_STRUCT(RouteTable, (), (id, vpc_id, main_association_id, routes, associations))

struct InternetGateway {
  std::string id;
  std::string vpc_id;  ///< "" while it is attached to none.
};
BOOST_DESCRIBE_STRUCT(InternetGateway, (), (id, vpc_id))

/// A network interface that was made by itself; those that instances are made with are on their
/// records.
struct NetworkInterface {
  std::string id;
  std::string subnet_id;
  std::string description;
  std::string mac;
  std::string private_ip;
  std::vector<std::string> group_ids;
};
BOOST_DESCRIBE_STRUCT(NetworkInterface, (),
                      (id, subnet_id, description, mac, private_ip, group_ids))

/// An id that was deleted, so that naming it does not adopt it.
struct Gone {
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Gone, (), (at))

}  // namespace spotdrill::ec2
