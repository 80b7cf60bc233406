#include "services/ec2/read_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/base64.hpp"
#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {
namespace {

Result<std::string> read_user_data(const std::optional<std::string>& encoded) {
  if (!encoded) return std::string{};
  std::optional<std::string> raw = base64_decode(*encoded);
  if (!raw) return refuse(errors::invalid_user_data());
  if (raw->size() > user_data_bytes_max) return refuse(errors::user_data_too_long());
  return std::move(*raw);
}

std::vector<BlockDevice> read_devices(const std::vector<api::ec2::BlockDeviceMapping>& mappings) {
  std::vector<BlockDevice> devices;
  for (const api::ec2::BlockDeviceMapping& mapping : mappings) {
    BlockDevice& device = devices.emplace_back();
    device.device_name = mapping.device_name.value_or("");
    device.virtual_name = mapping.virtual_name.value_or("");
    device.no_device = mapping.no_device.has_value();
    if (!mapping.ebs) continue;
    device.has_ebs = true;
    device.snapshot_id = mapping.ebs->snapshot_id.value_or("");
    device.volume_type = mapping.ebs->volume_type.value_or("");
    device.volume_size_gib = mapping.ebs->volume_size;
    device.iops = mapping.ebs->iops;
    device.throughput = mapping.ebs->throughput;
    device.delete_on_termination = mapping.ebs->delete_on_termination;
    device.encrypted = mapping.ebs->encrypted;
  }
  return devices;
}

/// The primary network interface may say what the launch itself says otherwise.
Result<void> read_interfaces(
    const std::vector<api::ec2::InstanceNetworkInterfaceSpecification>& interfaces,
    LaunchPlan& plan) {
  if (interfaces.empty()) return {};
  if (!plan.subnet_id.empty()) {
    return refuse(errors::invalid_parameter_combination(
        "Network interfaces and an instance-level subnet ID may not be specified on the same "
        "request"));
  }
  if (!plan.security_group_ids.empty() || !plan.security_group_names.empty()) {
    return refuse(errors::invalid_parameter_combination(
        "Network interfaces and an instance-level security groups may not be specified on the "
        "same request"));
  }
  for (const auto& interface : interfaces) {
    if (interface.device_index.value_or(0) != 0) {
      return refuse(errors::unsupported_operation(
          "The parameter NetworkInterfaces is not supported for more than the primary network "
          "interface."));
    }
    plan.by_network_interface = true;
    plan.network_interface_id = interface.network_interface_id.value_or("");
    plan.subnet_id = interface.subnet_id.value_or("");
    plan.security_group_ids = interface.groups;
    plan.private_ip = interface.private_ip_address.value_or("");
    plan.associate_public_ip = interface.associate_public_ip_address;
  }
  return {};
}

/// What both requests have under the same names.
template <class Request>
Result<LaunchPlan> read_common(Ec2& ec2, const Request& request) {
  LaunchPlan plan;
  if (!request.image_id || request.image_id->empty()) {
    return refuse(errors::missing_parameter("ImageId"));
  }
  plan.image_id = *request.image_id;
  if (request.instance_type) plan.instance_type = *request.instance_type;
  const auto type = ec2.catalogue().instance_type(plan.instance_type);
  if (!type.has_value()) return refuse(type.error());
  plan.key_name = request.key_name.value_or("");
  plan.subnet_id = request.subnet_id.value_or("");
  plan.security_group_ids = request.security_group_ids;
  plan.security_group_names = request.security_groups;
  plan.kernel_id = request.kernel_id.value_or("");
  plan.ramdisk_id = request.ramdisk_id.value_or("");
  plan.ebs_optimized = request.ebs_optimized.value_or(false);
  plan.monitoring = request.monitoring && request.monitoring->enabled;
  if (request.placement) {
    plan.availability_zone = request.placement->availability_zone.value_or("");
    plan.placement_group = request.placement->group_name.value_or("");
    plan.tenancy = request.placement->tenancy.value_or("");
  }
  plan.user_data = TRY(read_user_data(request.user_data));
  plan.block_devices = read_devices(request.block_device_mappings);
  const auto interfaces = read_interfaces(request.network_interfaces, plan);
  if (!interfaces.has_value()) return refuse(interfaces.error());
  if (request.iam_instance_profile) {
    plan.iam_profile = TRY(read_profile(ec2, *request.iam_instance_profile));
  }
  return plan;
}

using AskedMetadata = api::ec2::InstanceMetadataOptionsRequest;

Result<std::optional<MetadataOptions>> read_metadata(const std::optional<AskedMetadata>& request) {
  if (!request) return std::optional<MetadataOptions>{};
  MetadataOptions options;
  options.http_tokens = request->http_tokens.value_or(options.http_tokens);
  options.http_endpoint = request->http_endpoint.value_or(options.http_endpoint);
  options.http_protocol_ipv6 = request->http_protocol_ipv6.value_or(options.http_protocol_ipv6);
  options.instance_metadata_tags =
      request->instance_metadata_tags.value_or(options.instance_metadata_tags);
  options.http_put_response_hop_limit =
      request->http_put_response_hop_limit.value_or(options.http_put_response_hop_limit);
  // "Possible values: Integers from 1 to 64".
  const std::int32_t hops = options.http_put_response_hop_limit;
  if (hops < 1 || hops > 64) {
    return refuse(errors::invalid_value("HttpPutResponseHopLimit", std::to_string(hops),
                                        "Must be between 1 and 64."));
  }
  return std::optional{std::move(options)};
}

}  // namespace

/// Without IAM a profile is what its name or ARN says of it.
Result<std::optional<IamProfile>> read_profile(
    Ec2& ec2, const api::ec2::IamInstanceProfileSpecification& specification) {
  const auto& resolve = ec2.options().resolve_profile;
  if (resolve) return resolve(specification.name, specification.arn);
  IamProfile profile;
  profile.arn = specification.arn.value_or("");
  if (profile.arn.empty()) {
    profile.arn = fmt::format("arn:aws:iam::{}:instance-profile/{}", ec2.place().account,
                              specification.name.value_or(""));
  }
  profile.name = profile.arn.substr(profile.arn.rfind('/') + 1);
  return std::optional{std::move(profile)};
}

Result<LaunchPlan> read_plan(Ec2& ec2, const api::ec2::RequestSpotLaunchSpecification& spec) {
  return read_common(ec2, spec);
}

Result<LaunchPlan> read_plan(Ec2& ec2, const api::ec2::RunInstancesRequest& request) {
  LaunchPlan plan = TRY(read_common(ec2, request));
  if (request.private_ip_address) plan.private_ip = *request.private_ip_address;
  if (!plan.private_ip.empty() && request.max_count > 1) {
    return refuse(errors::invalid_parameter_combination(
        "A private IP address may not be specified when launching more than one instance."));
  }
  plan.metadata_options = TRY(read_metadata(request.metadata_options));
  plan.shutdown_behavior = request.instance_initiated_shutdown_behavior.value_or("stop");
  if (plan.shutdown_behavior != "stop" && plan.shutdown_behavior != "terminate") {
    return refuse(errors::invalid_value("instanceInitiatedShutdownBehavior", plan.shutdown_behavior,
                                        "Must be stop or terminate."));
  }
  plan.disable_api_termination = request.disable_api_termination.value_or(false);
  plan.disable_api_stop = request.disable_api_stop.value_or(false);
  plan.hibernation_configured =
      request.hibernation_options && request.hibernation_options->configured.value_or(false);
  if (request.credit_specification) plan.cpu_credits = request.credit_specification->cpu_credits;
  plan.client_token = request.client_token.value_or("");
  const std::vector<std::string_view> taggable{"instance", "volume", "network-interface",
                                               "spot-instances-request", "elastic-gpu"};
  plan.instance_tags =
      TRY(read_tag_specifications(request.tag_specifications, "instance", taggable));
  if (plan.metadata_options && plan.metadata_options->instance_metadata_tags == "enabled") {
    TRY(check_metadata_tags(plan.instance_tags));
  }
  plan.volume_tags = TRY(read_tag_specifications(request.tag_specifications, "volume", taggable));
  return plan;
}

Result<Tags> read_tag_specifications(const std::vector<api::ec2::TagSpecification>& specifications,
                                     std::string_view resource_type,
                                     const std::vector<std::string_view>& taggable) {
  Tags tags;
  for (const api::ec2::TagSpecification& specification : specifications) {
    const std::string type = specification.resource_type.value_or("");
    if (std::ranges::find(taggable, type) == taggable.end()) {
      return refuse(errors::invalid_parameter_value(
          fmt::format("'{}' is not a valid taggable resource type for this operation.", type)));
    }
    if (type != resource_type) continue;
    for (const api::ec2::Tag& tag : specification.tags) {
      const std::string key = tag.key.value_or("");
      TRY(check_tag(key, tag.value.value_or("")));
      if (!tags.emplace(key, tag.value.value_or("")).second) {
        return refuse(errors::duplicate_tag_key(key));
      }
    }
  }
  if (tags.size() > tags_max) return refuse(errors::tag_limit_exceeded());
  return tags;
}

Result<std::int64_t> read_price(std::string_view text) {
  const auto refusal = [&] {
    return refuse(errors::invalid_value(
        "price", text, fmt::format("\"{}\" is an invalid spot instance price", text)));
  };
  // Dollars and at most six digits after the point; what follows is cut off.
  const std::size_t point = text.find('.');
  std::string digits{text.substr(0, point)};
  std::string fraction{point == std::string_view::npos ? "" : text.substr(point + 1)};
  if (digits.size() + fraction.size() == 0 || digits.size() > 9) return refusal();
  fraction.resize(6, '0');
  digits += fraction;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return refusal();
  const std::int64_t micros = std::stoll(digits);
  if (micros == 0) return refusal();
  return micros;
}

Result<InterruptionBehavior> read_behavior(std::string_view text) {
  const std::optional<InterruptionBehavior> behavior = interruption_behavior(text);
  if (!behavior) {
    return refuse(errors::invalid_value("instanceInterruptionBehavior", text,
                                        "Must be hibernate, stop or terminate."));
  }
  return *behavior;
}

std::string fingerprint(std::string_view arguments) {
  // FNV-1a, which is the same in every build: fingerprints are kept.
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : arguments) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
  return fmt::format("{:016x}-{}", hash, arguments.size());
}

}  // namespace spotdrill::ec2
