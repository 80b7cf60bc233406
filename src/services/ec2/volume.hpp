// The records of a volume and of a snapshot. Plain data: where a volume is attached, its instance's
// record says (AttachedVolume); only Ec2 (ec2.hpp) changes both. What they hold the process host
// keeps (engine/volume_store.hpp), but for root volumes, which are part of their instances.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/units.hpp"

namespace spotdrill::ec2 {

/// What a volume is asked to be. Source: EC2 API Reference, CreateVolume.
struct VolumeSpec {
  std::int32_t size_gib = 8;
  std::string type = "gp3";
  std::optional<std::int32_t> iops;
  std::optional<std::int32_t> throughput;  ///< Units: MiB a second.

  bool operator==(const VolumeSpec&) const = default;
};
BOOST_DESCRIBE_STRUCT(VolumeSpec, (), (size_gib, type, iops, throughput))

/// The latest change of a volume. It is complete at once.
struct VolumeChange {
  VolumeSpec before;
  Instant at;

  bool operator==(const VolumeChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(VolumeChange, (), (before, at))

struct Volume : VolumeSpec {
  std::string id;  ///< "vol-…".
  bool encrypted = false;
  std::string kms_key_id;
  std::string snapshot_id;  ///< What it was made of; "" for an empty one.
  std::string availability_zone;
  std::string availability_zone_id;
  Instant created;
  bool root = false;
  bool filling = false;     ///< What it holds is being copied: "creating".
  bool failed = false;      ///< That failed: "error".
  std::string instance_id;  ///< Where it is attached; "".
  std::optional<VolumeChange> change;

  [[nodiscard]] std::string_view state() const {
    if (failed) return "error";
    if (filling) return "creating";
    return instance_id.empty() ? "available" : "in-use";
  }

  bool operator==(const Volume&) const = default;
};
BOOST_DESCRIBE_STRUCT(Volume, (VolumeSpec),
                      (id, encrypted, kms_key_id, snapshot_id, availability_zone,
                       availability_zone_id, created, root, filling, failed, instance_id, change))

struct Snapshot {
  std::string id;  ///< "snap-…".
  std::string volume_id;
  std::int32_t size_gib = 0;
  bool encrypted = false;
  std::string description;
  Instant started;
  std::optional<Instant> completed;
  std::string failure;  ///< Why the copy failed: "error".

  [[nodiscard]] std::string_view state() const {
    if (!failure.empty()) return "error";
    return completed ? "completed" : "pending";
  }

  bool operator==(const Snapshot&) const = default;
};
BOOST_DESCRIBE_STRUCT(Snapshot, (),
                      (id, volume_id, size_gib, encrypted, description, started, completed,
                       failure))

constexpr std::uint64_t bytes_of_gib(std::int64_t gib) {
  return static_cast<std::uint64_t>(gib) << 30U;
}

/// Fills in what a volume of its type and size does where nobody has said it.
void give_performance(VolumeSpec& spec);

/// Errors: InvalidParameterValue, InvalidParameterCombination, UnknownVolumeType.
Result<void> check_volume_spec(const VolumeSpec& spec);

/// Whether a volume can be attached under such a name: "/dev/sdf", "/dev/xvdf".
bool is_device_name(std::string_view name);

/// Whether two names are of one device: "/dev/sdf" and "/dev/xvdf".
bool is_same_device(std::string_view one, std::string_view other);

}  // namespace spotdrill::ec2
