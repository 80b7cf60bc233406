// The catalogue: what instances are made from and placed in (images, types, zones, the default VPC
// with its subnets and security group, key pairs), and the private addresses handed out. Not
// instances: Ec2 tells it which addresses are taken.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/world.hpp"
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
                      (id, name, description, owner_id, owner_alias, architecture,
                       root_device_name, platform_details, root_volume_gib, creation_date,
                       imds_v2_only, adopted))

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
                      (id, vpc_id, availability_zone, availability_zone_id, cidr,
                       default_for_zone, map_public_ip, adopted))

struct SecurityGroup {
  std::string id;
  std::string name;
  std::string description;
  std::string vpc_id;
  bool adopted = false;
};
BOOST_DESCRIBE_STRUCT(SecurityGroup, (), (id, name, description, vpc_id, adopted))

struct InstanceType {
  std::string name;
  std::string architecture = "x86_64";
  std::int32_t vcpus = 2;
  std::int32_t memory_mib = 4096;
  bool burstable = false;
  bool hibernation_supported = false;
  std::int64_t on_demand_microdollars = 0;  ///< Units: micro-USD an hour.
  std::int64_t spot_microdollars = 0;       ///< Units: micro-USD an hour, at any time.
};

struct AvailabilityZone {
  std::string name;  ///< "us-east-1a".
  std::string id;    ///< "use1-az1".
};

class Catalogue {
 public:
  Catalogue(World& world, Place place, bool strict_ids);
  ~Catalogue();
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  /// The image `id`, adopted when it is unknown and ids are lenient.
  /// Errors: InvalidAMIID.Malformed, InvalidAMIID.NotFound.
  Result<Image> image(const std::string& id);

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
  SecurityGroup default_security_group(const std::string& vpc_id);

  /// Errors: InvalidParameterValue, in AWS's words: "Invalid value 'x' for InstanceType."
  [[nodiscard]] Result<InstanceType> instance_type(const std::string& name) const;

  /// Checks that the key pair `name` is there, or adopts it. Errors: InvalidKeyPair.NotFound.
  Result<std::string> key_pair(const std::string& name);

  [[nodiscard]] const std::vector<AvailabilityZone>& zones() const;

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
  [[nodiscard]] std::vector<std::string> key_pairs() const;
  [[nodiscard]] const std::string& default_vpc_id() const;

 private:
  struct Tables;  // Adopted records, and the default VPC; catalogue.cpp.

  std::unique_ptr<Tables> tables_;
};

}  // namespace spotdrill::ec2
