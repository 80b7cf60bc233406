// The catalogue: what instances are made from and placed in (images, types, zones, the default VPC
// with its subnets and security group, key pairs), and the private addresses handed out. Not
// instances: Ec2 tells it which addresses are taken.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/world.hpp"
#include "services/ec2/instance_types.hpp"
#include "services/ec2/launch.hpp"
#include "services/ec2/launch_template_records.hpp"
#include "services/ec2/network_records.hpp"
#include "services/ec2/regions.hpp"
#include "store/table.hpp"

namespace spotdrill::ec2 {

struct Image {
  std::string id;
  std::string name;
  std::string description;
  std::string owner_id;
  std::string owner_alias;   ///< "amazon", or "".
  std::string architecture;  ///< "x86_64", "arm64".
  std::string root_device_name = "/dev/xvda";
  std::string platform_details = "Linux/UNIX";
  std::int32_t root_volume_gib = 8;
  std::string creation_date;  ///< "2026-01-01T00:00:00.000Z".
  bool imds_v2_only = false;  ///< ImdsSupport "v2.0": tokens are required unless asked otherwise.
  bool adopted = false;       ///< Named by a document, unknown before.
};
BOOST_DESCRIBE_STRUCT(Image, (),
                      (id, name, description, owner_id, owner_alias, architecture, root_device_name,
                       platform_details, root_volume_gib, creation_date, imds_v2_only, adopted))

struct KeyPair {
  std::string name;
  std::string id;  ///< "key-…".
  std::string fingerprint;
  Instant created;
  std::string type = "rsa";  ///< "rsa", "ed25519".
  std::string public_key;    ///< In OpenSSH's form, with its comment; "" of one that was adopted.
};
BOOST_DESCRIBE_STRUCT(KeyPair, (), (name, id, fingerprint, created, type, public_key))

/// An id that is always the same for `what` in that account and region.
std::string derived_id(const Place& place, std::string_view prefix, std::string_view what);

/// Whether an id is `prefix` and 8 or 17 hexadecimal digits.
bool has_id_form(std::string_view id, std::string_view prefix);

class Catalogue {
 public:
  Catalogue(World& world, Place place, bool strict_ids);
  ~Catalogue();
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  /// The image `id`, adopted when it is unknown and ids are lenient. "resolve:ssm:" and the name
  /// of a public parameter names the newest image of a kind.
  /// Errors: InvalidAMIID.Malformed, InvalidAMIID.NotFound, InvalidParameterValue.
  Result<Image> image(const std::string& id);
  /// Null when there is none of that id.
  [[nodiscard]] const Image* find_image(std::string_view id) const;

  /// Errors: InvalidSubnetID.NotFound.
  Result<Subnet> subnet(const std::string& id);

  /// The default subnet of `zone`, or of the first zone when it is "".
  /// Errors: InvalidParameterValue (no such zone).
  Result<Subnet> default_subnet(const std::string& zone);

  /// Errors: InvalidGroup.NotFound, InvalidGroupId.Malformed.
  Result<SecurityGroup> security_group(const std::string& id);
  /// A group of the default VPC by its name. Errors: InvalidGroup.NotFound.
  Result<SecurityGroup> security_group_named(const std::string& name);
  /// The group "default" of a VPC.
  [[nodiscard]] SecurityGroup default_security_group(const std::string& vpc_id) const;
  void put_security_group(SecurityGroup group);
  void erase_security_group(const std::string& id);
  /// A group's rules, whether anybody has changed them or not.
  [[nodiscard]] std::vector<SecurityGroupRule> rules(const SecurityGroup& group) const;

  /// Errors: InvalidVpcID.NotFound.
  [[nodiscard]] Result<Vpc> vpc(const std::string& id) const;
  void put_vpc(Vpc vpc);
  void erase_vpc(const std::string& id);
  void put_subnet(Subnet subnet);
  void erase_subnet(const std::string& id);

  // Route tables, internet gateways, network interfaces: those that operations made or changed, and
  // the defaults of VPCs.

  [[nodiscard]] std::vector<RouteTable> route_tables() const;
  void put_route_table(RouteTable table);
  void erase_route_table(const std::string& id);
  [[nodiscard]] std::vector<InternetGateway> internet_gateways() const;
  void put_internet_gateway(InternetGateway gateway);
  void erase_internet_gateway(const std::string& id);
  [[nodiscard]] std::vector<NetworkInterface> network_interfaces() const;
  [[nodiscard]] const NetworkInterface* find_network_interface(std::string_view id) const;
  void put_network_interface(NetworkInterface interface);
  void erase_network_interface(const std::string& id);

  /// Errors: InvalidParameterValue, in AWS's words: "Invalid value 'x' for InstanceType."
  [[nodiscard]] Result<InstanceType> instance_type(const std::string& name) const;

  /// The key pair `name`, which is adopted when ids are lenient. Errors: InvalidKeyPair.NotFound.
  Result<KeyPair> key_pair(const std::string& name);
  /// Null when there is none of that name.
  [[nodiscard]] const KeyPair* find_key_pair(std::string_view name) const;
  void put_key_pair(KeyPair pair);
  void erase_key_pair(std::string_view name);

  [[nodiscard]] const Table<LaunchTemplate>::Map& launch_templates() const;
  void put_launch_template(LaunchTemplate launch_template);
  void erase_launch_template(const std::string& id);

  [[nodiscard]] const std::vector<AvailabilityZone>& zones() const;
  /// The first zone of that name and that id, where they are given. Null when there is none.
  [[nodiscard]] const AvailabilityZone* find_zone(const std::optional<std::string>& name,
                                                  const std::optional<std::string>& id) const;

  /// Hands out the lowest free address of a subnet, or `wanted` unless that is "".
  /// Errors: InsufficientFreeAddressesInSubnet, InvalidIPAddress.InUse, InvalidParameterValue.
  Result<std::string> allocate_ip(const Subnet& subnet, const std::string& wanted);
  /// Says that an address is taken, as after a restart.
  void occupy_ip(const std::string& subnet_id, const std::string& ip);
  void release_ip(const std::string& subnet_id, const std::string& ip);

  /// Free addresses of a subnet, as DescribeSubnets counts them.
  [[nodiscard]] std::int32_t free_ips(const Subnet& subnet) const;

  // What the describes list, in order of ids.
  [[nodiscard]] std::vector<Image> images() const;
  [[nodiscard]] std::vector<Subnet> subnets() const;
  [[nodiscard]] std::vector<SecurityGroup> security_groups() const;
  [[nodiscard]] std::vector<InstanceType> instance_types() const;
  [[nodiscard]] std::vector<KeyPair> key_pairs() const;
  [[nodiscard]] std::vector<Vpc> vpcs() const;
  [[nodiscard]] const std::string& default_vpc_id() const;

  /// An id that is always the same for `what` in this account and region.
  [[nodiscard]] std::string derived_id(std::string_view prefix, std::string_view what) const {
    return ec2::derived_id(place_, prefix, what);
  }

  // Tags of whatever has no record of its own to carry them: all but instances and Spot requests.

  [[nodiscard]] const Tags& tags(std::string_view resource_id) const;
  void set_tags(const std::string& resource_id, Tags tags);
  /// Every resource that has such tags, in order of ids.
  [[nodiscard]] std::vector<std::string> tagged() const;

 private:
  struct Tables;     // What documents named, and tags; catalogue_tables.hpp.
  struct Addresses;  // Which private addresses are taken; catalogue.cpp.

  void make_defaults();
  void forget(const std::string& id);
  [[nodiscard]] bool is_gone(std::string_view id) const;

  World& world_;
  Place place_;
  bool strict_ids_;
  std::vector<AvailabilityZone> zones_;
  std::string default_vpc_id_;
  std::vector<Image> default_images_;
  std::vector<Subnet> default_subnets_;

  std::unique_ptr<Tables> tables_;
  std::unique_ptr<Addresses> addresses_;
};

}  // namespace spotdrill::ec2
