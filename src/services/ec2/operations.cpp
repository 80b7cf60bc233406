#include "services/ec2/operations.hpp"

#include <array>

#include "services/ec2/describes.hpp"
#include "services/ec2/errors.hpp"

namespace spotdrill::ec2 {
namespace {

using wire::operation;

constexpr std::array operations{
    operation<cancel_spot_instance_requests>("CancelSpotInstanceRequests"),
    operation<describe_spot_instance_requests>("DescribeSpotInstanceRequests"),
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
