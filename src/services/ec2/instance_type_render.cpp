#include "services/ec2/instance_type_render.hpp"

namespace spotdrill::ec2 {
namespace {

constexpr double megabits_in_megabyte = 8;

bool is_nitro(const InstanceTypeFacts& facts) {
  return facts.hypervisor == "nitro";
}

void render_ebs(const InstanceTypeFacts& facts, api::ec2::InstanceTypeInfo& shown) {
  auto& ebs = shown.ebs_info.emplace();
  ebs.encryption_support = "supported";
  ebs.nvme_support = is_nitro(facts) ? "required" : "unsupported";
  ebs.ebs_optimized_support = facts.ebs_baseline_mbps > 0 ? "default" : "unsupported";
  if (facts.ebs_baseline_mbps == 0) return;
  auto& optimized = ebs.ebs_optimized_info.emplace();
  optimized.baseline_bandwidth_in_mbps = facts.ebs_baseline_mbps;
  optimized.baseline_throughput_in_m_bps = facts.ebs_baseline_mbps / megabits_in_megabyte;
  optimized.baseline_iops = facts.ebs_baseline_iops;
  optimized.maximum_bandwidth_in_mbps = facts.ebs_maximum_mbps;
  optimized.maximum_throughput_in_m_bps = facts.ebs_maximum_mbps / megabits_in_megabyte;
  optimized.maximum_iops = facts.ebs_maximum_iops;
}

void render_network(const InstanceTypeFacts& facts, api::ec2::InstanceTypeInfo& shown) {
  auto& network = shown.network_info.emplace();
  network.network_performance = facts.network;
  network.maximum_network_interfaces = facts.network_interfaces;
  network.maximum_network_cards = 1;
  network.default_network_card_index = 0;
  network.ipv4_addresses_per_interface = facts.addresses_per_interface;
  network.ipv6_addresses_per_interface = facts.addresses_per_interface;
  network.ipv6_supported = true;
  network.ena_support = is_nitro(facts) ? "required" : "unsupported";
  network.efa_supported = false;
  network.encryption_in_transit_supported = false;
  network.ena_srd_supported = false;
  auto& card = network.network_cards.emplace_back();
  card.network_card_index = 0;
  card.network_performance = facts.network;
  card.maximum_network_interfaces = facts.network_interfaces;
}

void render_devices(const InstanceTypeFacts& facts, api::ec2::InstanceTypeInfo& shown) {
  shown.instance_storage_supported = facts.disks > 0;
  if (facts.disks > 0) {
    auto& storage = shown.instance_storage_info.emplace();
    storage.total_size_in_gb = facts.disks * facts.disk_gb;
    auto& disk = storage.disks.emplace_back();
    disk.count = facts.disks;
    disk.size_in_gb = facts.disk_gb;
    disk.type = disk_type(facts);
    storage.nvme_support = disk_type(facts) == "ssd" ? "required" : "unsupported";
    storage.encryption_support = disk_type(facts) == "ssd" ? "required" : "unsupported";
  }
  if (facts.gpus > 0) {
    auto& gpus = shown.gpu_info.emplace();
    auto& gpu = gpus.gpus.emplace_back();
    gpu.name = facts.gpu;
    gpu.manufacturer = "NVIDIA";
    gpu.count = facts.gpus;
    gpu.memory_info.emplace().size_in_mi_b = facts.gpu_memory_mib;
    gpus.total_gpu_memory_in_mi_b = facts.gpus * facts.gpu_memory_mib;
  }
}

}  // namespace

std::string disk_type(const InstanceTypeFacts& facts) {
  return facts.name.starts_with("m1.") ? "hdd" : "ssd";
}

std::vector<std::string> boot_modes(const InstanceTypeFacts& facts) {
  if (facts.architecture == "arm64") return {"uefi"};
  if (is_nitro(facts)) return {"legacy-bios", "uefi"};
  return {"legacy-bios"};
}

InstanceTypeFacts facts_of(const InstanceType& type, std::string_view name) {
  const bool arm = type.architecture == "arm64";
  return {.name = name,
          .architecture = arm ? "arm64" : "x86_64",
          .manufacturer = arm ? "AWS" : "Intel",
          .vcpus = type.vcpus,
          .threads_per_core = arm || type.vcpus == 1 ? 1 : 2,
          .memory_mib = type.memory_mib,
          .hypervisor = "nitro",
          .current_generation = true,
          .burstable = type.burstable,
          .hibernation = type.hibernation_supported,
          .network = "Up to 12.5 Gigabit",
          .network_interfaces = 3,
          .addresses_per_interface = 10,
          .on_demand_microdollars = type.on_demand_microdollars};
}

api::ec2::InstanceTypeInfo render(const InstanceTypeFacts& facts) {
  api::ec2::InstanceTypeInfo shown;
  shown.instance_type = facts.name;
  shown.current_generation = facts.current_generation;
  shown.free_tier_eligible = facts.free_tier;
  shown.supported_usage_classes = {"on-demand", "spot"};
  shown.supported_root_device_types = {"ebs"};
  shown.supported_virtualization_types = {"hvm"};
  shown.supported_boot_modes = boot_modes(facts);
  shown.bare_metal = false;
  shown.hypervisor = facts.hypervisor;
  shown.hibernation_supported = facts.hibernation;
  shown.burstable_performance_supported = facts.burstable;
  shown.dedicated_hosts_supported = false;
  shown.auto_recovery_supported = facts.gpus == 0 && facts.disks == 0;
  auto& processor = shown.processor_info.emplace();
  processor.supported_architectures = {std::string{facts.architecture}};
  processor.manufacturer = facts.manufacturer;
  if (facts.clock_ghz > 0) processor.sustained_clock_speed_in_ghz = facts.clock_ghz;
  auto& cpu = shown.v_cpu_info.emplace();
  cpu.default_v_cpus = facts.vcpus;
  cpu.default_cores = facts.vcpus / facts.threads_per_core;
  cpu.default_threads_per_core = facts.threads_per_core;
  shown.memory_info.emplace().size_in_mi_b = facts.memory_mib;
  shown.placement_group_info.emplace().supported_strategies =
      facts.burstable ? std::vector<std::string>{"partition", "spread"}
                      : std::vector<std::string>{"cluster", "partition", "spread"};
  render_ebs(facts, shown);
  render_network(facts, shown);
  render_devices(facts, shown);
  return shown;
}

}  // namespace spotdrill::ec2
