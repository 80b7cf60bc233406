// LaunchPlan: everything from which an instance is made, as the request named it. RunInstances and
// a Spot request's launch specification both come to this. Not checked against the catalogue yet.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::ec2 {

using Tags = std::map<std::string, std::string>;

/// "User data is limited to 16 KB, in raw form, before it is base64-encoded."
/// Source: EC2 User Guide, "Run commands when you launch an EC2 instance with user data input".
inline constexpr std::size_t user_data_bytes_max = 16384;

/// An instance profile, as its role's credentials and iam/info need it.
struct IamProfile {
  std::string arn;
  std::string id;    ///< "AIPA…".
  std::string name;  ///< The last part of the ARN.

  bool operator==(const IamProfile&) const = default;
};
BOOST_DESCRIBE_STRUCT(IamProfile, (), (arn, id, name))

/// How an instance answers for its metadata. Source: InstanceMetadataOptionsRequest.
struct MetadataOptions {
  std::string http_tokens = "optional";  ///< "optional" or "required".
  std::int32_t http_put_response_hop_limit = 1;
  std::string http_endpoint = "enabled";
  std::string http_protocol_ipv6 = "disabled";
  std::string instance_metadata_tags = "disabled";

  bool operator==(const MetadataOptions&) const = default;
};
BOOST_DESCRIBE_STRUCT(MetadataOptions, (),
                      (http_tokens, http_put_response_hop_limit, http_endpoint, http_protocol_ipv6,
                       instance_metadata_tags))

/// One entry of BlockDeviceMappings, as asked for.
struct BlockDevice {
  std::string device_name;
  std::string virtual_name;
  bool no_device = false;
  bool has_ebs = false;
  std::string snapshot_id;
  std::string volume_type;
  std::optional<std::int32_t> volume_size_gib;
  std::optional<std::int32_t> iops;
  std::optional<std::int32_t> throughput;
  std::optional<bool> delete_on_termination;
  std::optional<bool> encrypted;

  bool operator==(const BlockDevice&) const = default;
};
BOOST_DESCRIBE_STRUCT(BlockDevice, (),
                      (device_name, virtual_name, no_device, has_ebs, snapshot_id, volume_type,
                       volume_size_gib, iops, throughput, delete_on_termination, encrypted))

struct LaunchPlan {
  std::string image_id;
  std::string instance_type = "m1.small";  ///< What EC2 takes when none is named.
  std::string key_name;
  std::string subnet_id;
  std::vector<std::string> security_group_ids;
  std::vector<std::string> security_group_names;
  std::string availability_zone;
  std::string placement_group;
  std::string tenancy;
  std::optional<IamProfile> iam_profile;
  std::string user_data;  ///< Decoded: as the user wrote it.
  std::string private_ip;
  std::optional<bool> associate_public_ip;
  std::string network_interface_id;   ///< One that was made before.
  bool by_network_interface = false;  ///< The request named subnet and groups in an interface.
  bool monitoring = false;
  bool ebs_optimized = false;
  std::string kernel_id;
  std::string ramdisk_id;
  std::vector<BlockDevice> block_devices;
  Tags instance_tags;  ///< TagSpecifications for "instance".
  Tags volume_tags;

  // RunInstances only.
  std::optional<MetadataOptions> metadata_options;
  std::string shutdown_behavior = "stop";  ///< "stop" or "terminate".
  bool disable_api_termination = false;
  bool disable_api_stop = false;
  bool hibernation_configured = false;
  std::string cpu_credits;
  std::string client_token;

  bool operator==(const LaunchPlan&) const = default;
};
BOOST_DESCRIBE_STRUCT(LaunchPlan, (),
                      (image_id, instance_type, key_name, subnet_id, security_group_ids,
                       security_group_names, availability_zone, placement_group, tenancy,
                       iam_profile, user_data, private_ip, associate_public_ip,
                       network_interface_id, by_network_interface, monitoring, ebs_optimized,
                       kernel_id, ramdisk_id, block_devices, instance_tags, volume_tags,
                       metadata_options, shutdown_behavior, disable_api_termination,
                       disable_api_stop, hibernation_configured, cpu_credits, client_token))

}  // namespace spotdrill::ec2
