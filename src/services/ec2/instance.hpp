// The record of an instance: everything that DescribeInstances, the metadata service and a
// restarted daemon need to know of it. Plain data: only Ec2 (ec2.hpp) changes its state.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "services/ec2/interruption.hpp"
#include "services/ec2/launch.hpp"

namespace spotdrill::ec2 {

/// The numbers are EC2's codes (the low byte of InstanceState.Code).
enum class InstanceState : std::uint8_t {
  Pending = 0,
  Running = 16,
  ShuttingDown = 32,
  Terminated = 48,
  Stopping = 64,
  Stopped = 80,
};

/// "pending", "shutting-down", …
std::string_view name(InstanceState state);
inline std::int32_t code(InstanceState state) {
  return static_cast<std::int32_t>(state);
}

/// Why an instance is in the state that it is in. Source: EC2 API Reference, StateReason.
enum class StateReason : std::uint8_t {
  None,  ///< Running instances have none.
  Pending,
  UserInitiatedShutdown,
  UserInitiatedHibernate,
  InstanceInitiatedShutdown,
  SpotInstanceTermination,
  SpotInstanceShutdown,
  InternalError,
};

/// "Client.UserInitiatedShutdown", …; empty for None.
std::string_view code(StateReason reason);
/// "Client.UserInitiatedShutdown: User initiated shutdown", …; empty for None.
std::string_view message(StateReason reason);

/// What the process host does with an instance; independent of what EC2 shows.
enum class HostPhase : std::uint8_t {
  None,    ///< Nothing of it is alive.
  Alive,   ///< Launching, running or being shut down.
  Frozen,  ///< Hibernated.
};

struct GroupRef {
  std::string id;
  std::string name;

  bool operator==(const GroupRef&) const = default;
};
BOOST_DESCRIBE_STRUCT(GroupRef, (), (id, name))

/// Where a volume (volume.hpp) is attached.
struct AttachedVolume {
  std::string device_name;
  std::string volume_id;
  Instant attached_at;
  bool delete_on_termination = true;
  std::string state = "attached";  ///< "attaching", "attached", "detaching", "busy".

  bool operator==(const AttachedVolume&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttachedVolume, (),
                      (device_name, volume_id, attached_at, delete_on_termination, state))

/// A disk of the instance store, which a block device mapping has given a name.
struct EphemeralDisk {
  std::string device_name;
  std::string virtual_name;  ///< "ephemeral0".
  std::int64_t gib = 0;

  bool operator==(const EphemeralDisk&) const = default;
};
BOOST_DESCRIBE_STRUCT(EphemeralDisk, (), (device_name, virtual_name, gib))

/// What an instance is, and what it may.
struct InstanceSpec {
  std::string image_id;
  std::string instance_type;
  std::string architecture;  ///< "x86_64", "arm64".
  std::string platform_details = "Linux/UNIX";
  std::string root_device_name;
  std::string key_name;
  std::string public_key;  ///< The key pair's, in OpenSSH's form, as it was at the launch.
  std::string user_data;   ///< Decoded.
  std::optional<IamProfile> iam_profile;
  std::string iam_association_id;            ///< "iip-assoc-…".
  std::optional<Instant> iam_associated_at;  ///< When that was not at the launch.
  MetadataOptions metadata_options;
  bool monitoring = false;
  bool ebs_optimized = false;
  std::string kernel_id;
  std::string ramdisk_id;
  std::string cpu_credits;
  std::string client_token;
  Tags tags;
  std::vector<AttachedVolume> volumes;
  std::vector<EphemeralDisk> ephemeral_disks;
  std::string shutdown_behavior = "stop";  ///< "stop" or "terminate".
  bool disable_api_termination = false;
  bool disable_api_stop = false;
  bool hibernation_configured = false;

  bool operator==(const InstanceSpec&) const = default;
};
BOOST_DESCRIBE_STRUCT(InstanceSpec, (),
                      (image_id, instance_type, architecture, platform_details, root_device_name,
                       key_name, public_key, user_data, iam_profile, iam_association_id,
                       iam_associated_at, metadata_options, monitoring, ebs_optimized, kernel_id,
                       ramdisk_id, cpu_credits, client_token, tags, volumes, ephemeral_disks,
                       shutdown_behavior, disable_api_termination, disable_api_stop,
                       hibernation_configured))

/// Where an instance is, and how it is reached.
struct InstancePlacement {
  std::string availability_zone;
  std::string availability_zone_id;
  std::string tenancy = "default";
  std::string placement_group;
  std::string vpc_id;
  std::string subnet_id;
  std::string subnet_cidr;
  std::string network_interface_id;
  std::string attachment_id;
  std::string mac;
  std::string private_ip;        ///< Stays while stopped; gone when terminated.
  std::string private_dns_name;  ///< "ip-172-31-0-10.ec2.internal".
  std::string public_ip;         ///< "" when it has none, as while it is stopped.
  std::string public_dns_name;
  bool assigns_public_ip = false;  ///< Each start gives it a public address.
  std::vector<GroupRef> security_groups;
  bool source_dest_check = true;

  bool operator==(const InstancePlacement&) const = default;
};
BOOST_DESCRIBE_STRUCT(InstancePlacement, (),
                      (availability_zone, availability_zone_id, tenancy, placement_group, vpc_id,
                       subnet_id, subnet_cidr, network_interface_id, attachment_id, mac, private_ip,
                       private_dns_name, public_ip, public_dns_name, assigns_public_ip,
                       security_groups, source_dest_check))

/// One instance. (In three parts because a described struct has at most 52 members.)
struct Instance : InstanceSpec, InstancePlacement {
  std::string id;              ///< "i-" and 17 hexadecimal digits.
  std::string reservation_id;  ///< "r-…": one for each launch call or fulfilled request.
  std::string owner_id;        ///< Account.
  std::int32_t launch_index = 0;

  // Its life.
  InstanceState state = InstanceState::Pending;
  StateReason state_reason = StateReason::Pending;
  std::string state_transition_reason;  ///< "User initiated (2026-11-23 22:10:00 GMT)".
  Instant launch_time;                  ///< Of the latest start, as EC2 has it.
  Instant first_launch_time;
  std::optional<Instant> running_since;
  std::optional<Instant> terminated_at;
  HostPhase host = HostPhase::None;
  std::int32_t boots = 0;                        ///< How often the host has launched it.
  bool rebooting = false;                        ///< The next end of the host's part is a reboot.
  std::optional<std::int32_t> user_data_exit;    ///< Exit code of the user data.
  std::optional<std::int32_t> user_data_signal;  ///< Or the signal that ended it.
  bool processes_gone = false;  ///< The journal has it that nothing of this boot's workload lives.
  std::string launch_failure;   ///< The host's words, when the launch failed.

  // Spot.
  std::string spot_request_id;  ///< "" for On-Demand.
  std::optional<Interruption> interruption;
  std::optional<Instant> rebalance_at;  ///< noticeTime of the rebalance recommendation.

  [[nodiscard]] bool is_spot() const { return !spot_request_id.empty(); }
  /// Pending or running: what an interruption can hit.
  [[nodiscard]] bool is_up() const {
    return state == InstanceState::Pending || state == InstanceState::Running;
  }
  /// The notice that the metadata service shows, or null: `spot/instance-action`.
  [[nodiscard]] const Interruption* notice() const {
    return interruption && interruption->noticed ? &*interruption : nullptr;
  }

  bool operator==(const Instance&) const = default;
};
BOOST_DESCRIBE_STRUCT(Instance, (InstanceSpec, InstancePlacement),
                      (id, reservation_id, owner_id, launch_index, state, state_reason,
                       state_transition_reason, launch_time, first_launch_time, running_since,
                       terminated_at, host, boots, rebooting, user_data_exit, user_data_signal,
                       processes_gone, launch_failure, spot_request_id, interruption, rebalance_at))

}  // namespace spotdrill::ec2
