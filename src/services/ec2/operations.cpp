#include "services/ec2/operations.hpp"

#include <array>

#include "services/ec2/describes.hpp"
#include "services/ec2/errors.hpp"

namespace spotdrill::ec2 {
namespace {

using wire::operation;

constexpr std::array operations{
    operation<cancel_spot_instance_requests>("CancelSpotInstanceRequests"),
    operation<create_tags>("CreateTags"),
    operation<delete_tags>("DeleteTags"),
    operation<describe_availability_zones>("DescribeAvailabilityZones"),
    operation<describe_images>("DescribeImages"),
    operation<describe_instance_attribute>("DescribeInstanceAttribute"),
    operation<describe_instance_status>("DescribeInstanceStatus"),
    operation<describe_instance_types>("DescribeInstanceTypes"),
    operation<describe_instances>("DescribeInstances"),
    operation<describe_key_pairs>("DescribeKeyPairs"),
    operation<describe_regions>("DescribeRegions"),
    operation<describe_security_groups>("DescribeSecurityGroups"),
    operation<describe_spot_instance_requests>("DescribeSpotInstanceRequests"),
    operation<describe_spot_price_history>("DescribeSpotPriceHistory"),
    operation<describe_subnets>("DescribeSubnets"),
    operation<describe_tags>("DescribeTags"),
    operation<describe_vpcs>("DescribeVpcs"),
    operation<get_console_output>("GetConsoleOutput"),
    operation<modify_instance_metadata_options>("ModifyInstanceMetadataOptions"),
    operation<reboot_instances>("RebootInstances"),
    operation<request_spot_instances>("RequestSpotInstances"),
    operation<run_instances>("RunInstances"),
    operation<start_instances>("StartInstances"),
    operation<stop_instances>("StopInstances"),
    operation<terminate_instances>("TerminateInstances"),
};

}  // namespace

std::optional<AwsError> precheck(const wire::Operation& called, const void* request) {
  const shape::Member* dry_run = shape::find_member(called.input(), "DryRun");
  if (dry_run == nullptr) return {};
  const void* value = dry_run->get(request);
  if (value == nullptr || !*static_cast<const bool*>(value)) return {};
  return errors::dry_run();
}

wire::Service make_service(Ec2Service& service) {
  wire::Service made;
  made.model = &api::ec2::service();
  made.operations = operations;
  made.state = [&service](const std::string& region) -> void* { return &service.at(region); };
  made.precheck = precheck;
  return made;
}

}  // namespace spotdrill::ec2
