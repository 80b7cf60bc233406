#include <algorithm>

#include "base/base64.hpp"
#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/instance_operations.hpp"

namespace spotdrill::ec2 {
namespace {

using ModifyRequest = api::ec2::ModifyInstanceAttributeRequest;

/// An attribute may come as Attribute and Value too, as older tools have it.
Result<ModifyRequest> spelled_out(const ModifyRequest& request) {
  if (!request.attribute) return request;
  ModifyRequest made = request;
  const std::string& name = *request.attribute;
  const std::string value = request.value.value_or("");
  const auto flag = [&](std::optional<api::ec2::AttributeBooleanValue>& member) {
    member.emplace().value = value == "true";
  };
  const bool is_flag = value == "true" || value == "false";
  if (name == "disableApiTermination" && is_flag) {
    flag(made.disable_api_termination);
  } else if (name == "disableApiStop" && is_flag) {
    flag(made.disable_api_stop);
  } else if (name == "sourceDestCheck" && is_flag) {
    flag(made.source_dest_check);
  } else if (name == "ebsOptimized" && is_flag) {
    flag(made.ebs_optimized);
  } else if (name == "instanceInitiatedShutdownBehavior") {
    made.instance_initiated_shutdown_behavior.emplace().value = value;
  } else if (name == "instanceType") {
    made.instance_type.emplace().value = value;
  } else if (name == "userData") {
    const auto raw = base64_decode(value);
    if (!raw) return refuse(errors::invalid_user_data());
    made.user_data.emplace().value = *raw;
  } else if (request.block_device_mappings.empty()) {
    return refuse(errors::invalid_value(name, value, "It can't be modified to that."));
  }
  return made;
}

/// What has no meaning here is refused rather than taken and not done.
Result<void> check_supported(const ModifyRequest& request) {
  const auto refusal = [](std::string_view name) {
    return refuse(errors::unsupported_operation("The attribute '" + std::string{name} +
                                                "' can't be modified: spotdrill does not act on "
                                                "it."));
  };
  if (request.kernel) return refusal("kernel");
  if (request.ramdisk) return refusal("ramdisk");
  if (request.sriov_net_support) return refusal("sriovNetSupport");
  if (request.ena_support) return refusal("enaSupport");
  return {};
}

Result<void> check_while_stopped(const ModifyRequest& request, const Instance& instance) {
  const bool needs_stop = request.instance_type || request.user_data || request.ebs_optimized;
  if (!needs_stop || instance.state == InstanceState::Stopped) return {};
  return refuse(errors::not_stopped(instance.id));
}

Result<void> check_values(const ModifyRequest& request) {
  if (request.user_data && request.user_data->value.value_or("").size() > user_data_bytes_max) {
    return refuse(errors::user_data_too_long());
  }
  if (const auto& shutdown = request.instance_initiated_shutdown_behavior) {
    const std::string value = shutdown->value.value_or("");
    if (value != "stop" && value != "terminate") {
      return refuse(errors::invalid_value("instanceInitiatedShutdownBehavior", value,
                                          "Must be stop or terminate."));
    }
  }
  return {};
}

Result<std::vector<AttachedVolume>> changed_volumes(const ModifyRequest& request,
                                                    std::vector<AttachedVolume> volumes) {
  for (const auto& mapping : request.block_device_mappings) {
    const std::string device = mapping.device_name.value_or("");
    const auto found = std::ranges::find(volumes, device, &AttachedVolume::device_name);
    if (found == volumes.end()) {
      return refuse(errors::invalid_value("blockDeviceMapping", device, "No such device."));
    }
    if (mapping.ebs && mapping.ebs->delete_on_termination) {
      found->delete_on_termination = *mapping.ebs->delete_on_termination;
    }
  }
  return volumes;
}

Result<std::vector<GroupRef>> wanted_groups(Ec2& ec2, const ModifyRequest& request) {
  std::vector<GroupRef> groups;
  for (const std::string& id : request.groups) {
    const SecurityGroup group = TRY(ec2.catalogue().security_group(id));
    groups.push_back({group.id, group.name});
  }
  return groups;
}

/// Errors: InvalidParameterValue.
Result<std::optional<InstanceType>> wanted_type(const Ec2& ec2, const ModifyRequest& request,
                                                const Instance& instance) {
  if (!request.instance_type) return std::optional<InstanceType>{};
  const std::string name = request.instance_type->value.value_or("");
  InstanceType type = TRY(ec2.catalogue().instance_type(name));
  if (type.architecture != instance.architecture) {
    return refuse(errors::wrong_architecture(type.architecture, instance.architecture));
  }
  return std::optional{std::move(type)};
}

void apply_changes(const ModifyRequest& request, Instance& instance) {
  const auto flag = [](const std::optional<api::ec2::AttributeBooleanValue>& from, bool& to) {
    if (from && from->value) to = *from->value;
  };
  flag(request.source_dest_check, instance.source_dest_check);
  flag(request.disable_api_termination, instance.disable_api_termination);
  flag(request.disable_api_stop, instance.disable_api_stop);
  flag(request.ebs_optimized, instance.ebs_optimized);
  if (const auto& shutdown = request.instance_initiated_shutdown_behavior) {
    instance.shutdown_behavior = *shutdown->value;
  }
  if (request.user_data) instance.user_data = request.user_data->value.value_or("");
}

}  // namespace

/// Changes attributes of an instance: all that the request names, or none.
/// Errors: InvalidInstanceID.NotFound and .Malformed, IncorrectInstanceState,
/// InvalidParameterValue, UnsupportedOperation, InvalidGroup.NotFound.
/// Source: EC2 API Reference, ModifyInstanceAttribute.
// DEVIATION: AWS takes one attribute in a call; here any number.
Result<api::ec2::ModifyInstanceAttributeResult> modify_instance_attribute(
    Ec2& ec2, const ModifyRequest& given) {
  const ModifyRequest request = TRY(spelled_out(given));
  TRY(check_supported(request));
  TRY(ec2.find_all({request.instance_id}));
  const Instance& known = *ec2.find_instance(request.instance_id);
  if (known.state == InstanceState::ShuttingDown || known.state == InstanceState::Terminated) {
    return refuse(errors::not_modifiable(known.id, name(known.state)));
  }
  TRY(check_while_stopped(request, known));
  TRY(check_values(request));
  std::vector<AttachedVolume> volumes = TRY(changed_volumes(request, known.volumes));
  std::vector<GroupRef> groups = TRY(wanted_groups(ec2, request));
  const auto type = TRY(wanted_type(ec2, request, known));
  Instance& instance = ec2.edit_instance(request.instance_id);
  instance.volumes = std::move(volumes);
  if (!groups.empty()) instance.security_groups = std::move(groups);
  if (type) {
    instance.instance_type = type->name;
    instance.cpu_credits = default_credits(*type);
  }
  apply_changes(request, instance);
  return api::ec2::ModifyInstanceAttributeResult{};
}

}  // namespace spotdrill::ec2
