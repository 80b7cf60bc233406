// How an instance looks in replies: RunInstances, DescribeInstances and whatever else shows one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ec2.hpp"
#include "base/unless_empty.hpp"
#include "services/ec2/instance.hpp"

namespace spotdrill::ec2 {

/// Every field that EC2 shows of such an instance. A terminated one has lost its network interface,
/// volumes and groups, as in AWS.
api::ec2::Instance render(const Instance& instance);

/// The instances under their reservations, in the order in which these first appear.
std::vector<api::ec2::Reservation> render_reservations(
    const std::vector<const Instance*>& instances);

std::vector<api::ec2::Tag> render_tags(const Tags& tags);
std::vector<api::ec2::GroupIdentifier> render_groups(const std::vector<GroupRef>& groups);
api::ec2::InstanceMetadataOptionsResponse render_metadata_options(const Instance& instance);
api::ec2::InstanceState render_state(InstanceState state);

}  // namespace spotdrill::ec2
