#include "base/base64.hpp"
#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {
namespace {

using api::ec2::InstanceAttribute;

/// What an attribute's name shows of an instance.
struct Attribute {
  std::string_view name;
  void (*show)(const Instance& instance, InstanceAttribute& shown);
};

/// An attribute that has no value shows as an empty element.
void show_text(std::optional<api::ec2::AttributeValue>& member, const std::string& text) {
  auto& value = member.emplace();
  if (!text.empty()) value.value = text;
}

/// Source: EC2 API Reference, DescribeInstanceAttribute, Attribute.
constexpr Attribute attributes[] = {
    {"blockDeviceMapping",
     [](const Instance& i, InstanceAttribute& shown) {
       shown.block_device_mappings = render(i).block_device_mappings;
     }},
    {"disableApiStop",
     [](const Instance& i, InstanceAttribute& shown) {
       shown.disable_api_stop.emplace().value = i.disable_api_stop;
     }},
    {"disableApiTermination",
     [](const Instance& i, InstanceAttribute& shown) {
       shown.disable_api_termination.emplace().value = i.disable_api_termination;
     }},
    {"ebsOptimized",
     [](const Instance& i, InstanceAttribute& shown) {
       shown.ebs_optimized.emplace().value = i.ebs_optimized;
     }},
    {"enaSupport",
     [](const Instance&, InstanceAttribute& shown) { shown.ena_support.emplace().value = true; }},
    {"enclaveOptions",
     [](const Instance&, InstanceAttribute& shown) {
       shown.enclave_options.emplace().enabled = false;
     }},
    {"groupSet", [](const Instance& i,
                    InstanceAttribute& shown) { shown.groups = render_groups(i.security_groups); }},
    {"instanceInitiatedShutdownBehavior",
     [](const Instance& i, InstanceAttribute& shown) {
       show_text(shown.instance_initiated_shutdown_behavior, i.shutdown_behavior);
     }},
    {"instanceType",
     [](const Instance& i, InstanceAttribute& shown) {
       show_text(shown.instance_type, i.instance_type);
     }},
    {"kernel",
     [](const Instance& i, InstanceAttribute& shown) { show_text(shown.kernel_id, i.kernel_id); }},
    {"productCodes",
     [](const Instance&, InstanceAttribute& shown) { shown.product_codes.emplace(); }},
    {"ramdisk", [](const Instance& i,
                   InstanceAttribute& shown) { show_text(shown.ramdisk_id, i.ramdisk_id); }},
    {"rootDeviceName",
     [](const Instance& i, InstanceAttribute& shown) {
       show_text(shown.root_device_name, i.root_device_name);
     }},
    {"sourceDestCheck",
     [](const Instance& i, InstanceAttribute& shown) {
       shown.source_dest_check.emplace().value = i.source_dest_check;
     }},
    {"sriovNetSupport",
     [](const Instance&, InstanceAttribute& shown) { shown.sriov_net_support.emplace(); }},
    {"userData",
     [](const Instance& i, InstanceAttribute& shown) {
       show_text(shown.user_data, base64_encode(i.user_data));
     }},
};

}  // namespace

/// Shows one attribute of an instance.
/// Errors: InvalidInstanceID.NotFound, InvalidInstanceID.Malformed, InvalidParameterValue.
/// Source: EC2 API Reference, DescribeInstanceAttribute.
Result<InstanceAttribute> describe_instance_attribute(
    Ec2& ec2, const api::ec2::DescribeInstanceAttributeRequest& request) {
  const auto attribute =
      std::ranges::find(attributes, std::string_view{request.attribute}, &Attribute::name);
  if (attribute == std::end(attributes))
    return refuse(errors::unknown_attribute(request.attribute));
  TRY(ec2.find_all({request.instance_id}));
  InstanceAttribute shown;
  shown.instance_id = request.instance_id;
  attribute->show(*ec2.find_instance(request.instance_id), shown);
  return shown;
}

}  // namespace spotdrill::ec2
