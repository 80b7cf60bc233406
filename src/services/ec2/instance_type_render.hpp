// How an instance type looks in replies.
#pragma once

#include <string>
#include <vector>

#include "api/ec2.hpp"
#include "services/ec2/instance_types.hpp"

namespace spotdrill::ec2 {

api::ec2::InstanceTypeInfo render(const InstanceTypeFacts& facts);

/// What can be said of a type that is not in the table. `name` outlives the result.
InstanceTypeFacts facts_of(const InstanceType& type, std::string_view name);

/// "hdd", "ssd".
std::string disk_type(const InstanceTypeFacts& facts);
std::vector<std::string> boot_modes(const InstanceTypeFacts& facts);

}  // namespace spotdrill::ec2
