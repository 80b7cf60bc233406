#include "services/ec2/volume.hpp"

#include <algorithm>

#include "services/ec2/volume_errors.hpp"

namespace spotdrill::ec2 {
namespace {

/// Source: EBS User Guide, "Amazon EBS volume types". No IOPS: they cannot be chosen.
struct VolumeType {
  std::string_view name;
  std::int32_t gib_min;
  std::int32_t gib_max;
  std::int32_t iops_min;
  std::int32_t iops_max;
  std::int32_t iops_per_gib_max;
};
constexpr VolumeType volume_types[] = {
    {"gp2", 1, 16'384, 0, 0, 0},         {"gp3", 1, 65'536, 3'000, 80'000, 500},
    {"io1", 4, 16'384, 100, 64'000, 50}, {"io2", 4, 65'536, 100, 256'000, 1'000},
    {"sc1", 125, 16'384, 0, 0, 0},       {"st1", 125, 16'384, 0, 0, 0},
    {"standard", 1, 1'024, 0, 0, 0},
};
constexpr std::int32_t gp3_iops = 3'000;
constexpr std::int32_t gp3_throughput_min = 125;
constexpr std::int32_t gp3_throughput_max = 2'000;

Result<void> check_iops(const VolumeType& type, const VolumeSpec& spec) {
  if (!spec.iops) {
    if (type.name.starts_with("io")) return refuse(errors::iops_missing(type.name));
    return {};
  }
  if (type.iops_max == 0) return refuse(errors::not_for_type("iops", type.name));
  if (*spec.iops < type.iops_min) return refuse(errors::iops_too_low(*spec.iops, type.iops_min));
  if (*spec.iops > type.iops_max) return refuse(errors::iops_too_high(*spec.iops, type.iops_max));
  const bool given = *spec.iops != gp3_iops || type.name != "gp3";
  if (given && *spec.iops > std::int64_t{type.iops_per_gib_max} * spec.size_gib) {
    return refuse(errors::iops_ratio(*spec.iops, spec.size_gib, type.iops_per_gib_max));
  }
  return {};
}

/// "/dev/xvdf" of "/dev/sdf"; what is no name of Xen's stays.
std::string xen_name(std::string_view name) {
  constexpr std::string_view scsi = "/dev/sd";
  if (!name.starts_with(scsi)) return std::string{name};
  return "/dev/xvd" + std::string{name.substr(scsi.size())};
}

}  // namespace

void give_performance(VolumeSpec& spec) {
  if (spec.type == "gp3") {
    spec.iops = spec.iops.value_or(gp3_iops);
    spec.throughput = spec.throughput.value_or(gp3_throughput_min);
  } else if (spec.type == "gp2") {
    spec.iops = std::clamp(3 * spec.size_gib, 100, 16'000);
  }
}

Result<void> check_volume_spec(const VolumeSpec& spec) {
  const auto type = std::ranges::find(volume_types, spec.type, &VolumeType::name);
  if (type == std::end(volume_types)) return refuse(errors::unknown_volume_type(spec.type));
  if (spec.size_gib < type->gib_min) {
    return refuse(errors::volume_too_small(spec.size_gib, type->gib_min));
  }
  if (spec.size_gib > type->gib_max) {
    return refuse(errors::volume_too_large(spec.size_gib, spec.type, type->gib_max));
  }
  TRY(check_iops(*type, spec));
  if (!spec.throughput) return {};
  if (spec.type != "gp3") return refuse(errors::not_for_type("throughput", spec.type));
  if (*spec.throughput < gp3_throughput_min || *spec.throughput > gp3_throughput_max) {
    return refuse(
        errors::throughput_range(*spec.throughput, gp3_throughput_min, gp3_throughput_max));
  }
  return {};
}

bool is_device_name(std::string_view name) {
  const std::string xen = xen_name(name);
  const std::string_view letters =
      std::string_view{xen}.substr(std::min<std::size_t>(8, xen.size()));
  if (!xen.starts_with("/dev/xvd") || letters.empty() || letters.size() > 3) return false;
  if (letters.front() < 'a' || letters.front() > 'z') return false;
  return std::ranges::all_of(
      letters.substr(1), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

bool is_same_device(std::string_view one, std::string_view other) {
  return xen_name(one) == xen_name(other);
}

}  // namespace spotdrill::ec2
