// What EC2 says of its instance types: a table of the common ones. Not a limit: with lenient ids
// any type whose name has the form of one is taken (catalogue.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace spotdrill::ec2 {

/// One line of the table. Bandwidths are in Mbit/s.
struct InstanceTypeFacts {
  std::string_view name;
  std::string_view architecture;  ///< "x86_64", "arm64".
  std::string_view manufacturer;  ///< "Intel", "AMD", "AWS".
  double clock_ghz;
  std::int32_t vcpus;
  std::int32_t threads_per_core;
  std::int32_t memory_mib;
  std::string_view hypervisor;  ///< "nitro", "xen".
  bool current_generation;
  bool burstable;
  bool hibernation;
  bool free_tier;
  std::int32_t ebs_baseline_mbps;  ///< 0: not EBS-optimized.
  std::int32_t ebs_baseline_iops;
  std::int32_t ebs_maximum_mbps;
  std::int32_t ebs_maximum_iops;
  std::string_view network;  ///< "Up to 5 Gigabit".
  std::int32_t network_interfaces;
  std::int32_t addresses_per_interface;
  std::int32_t disks;  ///< Of the instance store; 0: none.
  std::int32_t disk_gb;
  std::string_view gpu;  ///< NVIDIA's name for it; "": none.
  std::int32_t gpus;
  std::int32_t gpu_memory_mib;          ///< Of each.
  std::int64_t on_demand_microdollars;  ///< Units: micro-USD an hour, Linux, us-east-1.
};

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

/// How a new instance of the type accrues CPU credits; "" unless it is burstable.
/// "T3, T3a, and T4g instances launch as unlimited by default … T2 instances launch as standard".
inline std::string default_credits(const InstanceType& type) {
  if (!type.burstable) return {};
  return type.name.starts_with("t2.") ? "standard" : "unlimited";
}

/// In order of names.
std::span<const InstanceTypeFacts> instance_type_facts();

/// The line of `name`, or null.
const InstanceTypeFacts* find_instance_type_facts(std::string_view name);

InstanceType instance_type_of(const InstanceTypeFacts& facts);

/// A type that the table lacks, made of its name ("c8gn.4xlarge"); nothing when the name has not
/// the form of one.
std::optional<InstanceType> instance_type_of_name(const std::string& name);

}  // namespace spotdrill::ec2
