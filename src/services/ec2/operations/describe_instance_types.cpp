#include <fmt/format.h>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/instance_type_render.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/selection.hpp"

namespace spotdrill::ec2 {
namespace {

using Facts = InstanceTypeFacts;

std::string number(std::int64_t value) {
  return std::to_string(value);
}
FilterValues no_values(const Facts&) {
  return {};
}
FilterValues always_false(const Facts&) {
  return {"false"};
}

/// Source: EC2 API Reference, DescribeInstanceTypes, Filter.N.
constexpr FilterField<Facts> type_fields[] = {
    {"auto-recovery-supported",
     [](const Facts& f) -> FilterValues { return {filter_text(f.gpus == 0 && f.disks == 0)}; }},
    {"bare-metal", always_false},
    {"burstable-performance-supported",
     [](const Facts& f) -> FilterValues { return {filter_text(f.burstable)}; }},
    {"current-generation",
     [](const Facts& f) -> FilterValues { return {filter_text(f.current_generation)}; }},
    {"dedicated-hosts-supported", always_false},
    {"ebs-info.ebs-optimized-support",
     [](const Facts& f) -> FilterValues {
       return {f.ebs_baseline_mbps > 0 ? "default" : "unsupported"};
     }},
    {"ebs-info.encryption-support", [](const Facts&) -> FilterValues { return {"supported"}; }},
    {"ebs-info.nvme-support",
     [](const Facts& f) -> FilterValues {
       return {f.hypervisor == "nitro" ? "required" : "unsupported"};
     }},
    {"free-tier-eligible",
     [](const Facts& f) -> FilterValues { return {filter_text(f.free_tier)}; }},
    {"hibernation-supported",
     [](const Facts& f) -> FilterValues { return {filter_text(f.hibernation)}; }},
    {"hypervisor", [](const Facts& f) -> FilterValues { return {std::string{f.hypervisor}}; }},
    {"instance-storage-info.disk.count",
     [](const Facts& f) { return f.disks == 0 ? FilterValues{} : FilterValues{number(f.disks)}; }},
    {"instance-storage-info.disk.size-in-gb",
     [](const Facts& f) {
       return f.disks == 0 ? FilterValues{} : FilterValues{number(f.disk_gb)};
     }},
    {"instance-storage-info.disk.type",
     [](const Facts& f) { return f.disks == 0 ? FilterValues{} : FilterValues{disk_type(f)}; }},
    {"instance-storage-info.total-size-in-gb",
     [](const Facts& f) {
       return f.disks == 0 ? FilterValues{} : FilterValues{number(f.disks * f.disk_gb)};
     }},
    {"instance-storage-supported",
     [](const Facts& f) -> FilterValues { return {filter_text(f.disks > 0)}; }},
    {"instance-type", [](const Facts& f) -> FilterValues { return {std::string{f.name}}; }},
    {"memory-info.size-in-mib",
     [](const Facts& f) -> FilterValues { return {number(f.memory_mib)}; }},
    {"network-info.efa-supported", always_false},
    {"network-info.ena-support",
     [](const Facts& f) -> FilterValues {
       return {f.hypervisor == "nitro" ? "required" : "unsupported"};
     }},
    {"network-info.ipv4-addresses-per-interface",
     [](const Facts& f) -> FilterValues { return {number(f.addresses_per_interface)}; }},
    {"network-info.maximum-network-interfaces",
     [](const Facts& f) -> FilterValues { return {number(f.network_interfaces)}; }},
    {"network-info.network-performance",
     [](const Facts& f) -> FilterValues { return {std::string{f.network}}; }},
    {"nitro-enclaves-support", no_values},
    {"processor-info.supported-architecture",
     [](const Facts& f) -> FilterValues { return {std::string{f.architecture}}; }},
    {"processor-info.sustained-clock-speed-in-ghz",
     [](const Facts& f) -> FilterValues { return {fmt::format("{}", f.clock_ghz)}; }},
    {"supported-boot-mode", [](const Facts& f) { return boot_modes(f); }},
    {"supported-root-device-type", [](const Facts&) -> FilterValues { return {"ebs"}; }},
    {"supported-usage-class", [](const Facts&) -> FilterValues { return {"on-demand", "spot"}; }},
    {"supported-virtualization-type", [](const Facts&) -> FilterValues { return {"hvm"}; }},
    {"vcpu-info.default-cores",
     [](const Facts& f) -> FilterValues { return {number(f.vcpus / f.threads_per_core)}; }},
    {"vcpu-info.default-threads-per-core",
     [](const Facts& f) -> FilterValues { return {number(f.threads_per_core)}; }},
    {"vcpu-info.default-vcpus", [](const Facts& f) -> FilterValues { return {number(f.vcpus)}; }},
    {"vcpu-info.valid-cores", no_values},
    {"vcpu-info.valid-threads-per-core", no_values},
};

/// "The maximum number of results to return for the request in a single page": AWS gives a hundred
/// where nothing is said.
constexpr std::int32_t page_items_max = 100;

}  // namespace

/// Tells of instance types: those of the table, or those named.
/// Errors: InvalidInstanceType, those of filters and pages.
/// Source: EC2 API Reference, DescribeInstanceTypes.
Result<api::ec2::DescribeInstanceTypesResult> describe_instance_types(
    Ec2& ec2, const api::ec2::DescribeInstanceTypesRequest& request) {
  const auto filters = TRY(Filters<Facts>::create(request.filters, type_fields));
  const auto known = instance_type_facts();
  std::vector<Facts> rows{known.begin(), known.end()};
  // Whatever can be launched can be described, by name.
  for (const std::string& name : request.instance_types) {
    const auto type = ec2.catalogue().instance_type(name);
    if (type.has_value() && find_instance_type_facts(name) == nullptr) {
      rows.push_back(facts_of(*type, name));
    }
  }
  const auto name_of = [](const Facts& facts) { return std::string{facts.name}; };
  std::ranges::sort(rows, {}, &Facts::name);
  TRY(select(rows, request.instance_types, name_of, errors::unknown_instance_types));
  std::erase_if(rows, [&](const Facts& facts) { return !filters.pass(facts); });
  const PageRequest paging{.operation = "DescribeInstanceTypes",
                           .max_results = request.max_results.value_or(page_items_max),
                           .next_token = request.next_token,
                           .limits = {.most = page_items_max}};
  const auto page = TRY(page_of(std::move(rows), paging, name_of));
  api::ec2::DescribeInstanceTypesResult result;
  for (const Facts& facts : page.items) result.instance_types.push_back(render(facts));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
