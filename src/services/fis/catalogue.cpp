#include "services/fis/catalogue.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::fis {
namespace {

const std::array catalogue{
    &reboot_instances,
    &send_spot_instance_interruptions,
    &stop_instances,
    &terminate_instances,
    &inject_api_throttle_error,
    &disrupt_connectivity,
    &wait,
};

constexpr std::array resource_types{
    TargetResourceType{"aws:ec2:instance", "An Amazon EC2 instance"},
    TargetResourceType{"aws:ec2:spot-instance", "An Amazon EC2 Spot Instance"},
    TargetResourceType{subnet_resource, "An Amazon VPC subnet"},
    TargetResourceType{role_resource, "An IAM role"},
};

}  // namespace

std::span<const Action* const> actions() {
  return catalogue;
}

const Action* find_action(std::string_view id) {
  const auto found = std::find_if(catalogue.begin(), catalogue.end(),
                                  [&](const Action* action) { return action->id == id; });
  return found == catalogue.end() ? nullptr : *found;
}

std::span<const TargetResourceType> target_resource_types() {
  return resource_types;
}

}  // namespace spotdrill::fis
