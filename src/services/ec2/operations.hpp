// The table of EC2's operations, and the checks that every one of them has in common.
#pragma once

#include <optional>
#include <span>

#include "services/ec2/ec2_service.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::ec2 {

/// Every operation, in order of names.
std::span<const wire::Operation> operations();

/// DryRun: refuses a request that asks for it, as the last check that would have been passed.
/// Errors: DryRunOperation.
std::optional<AwsError> precheck(const wire::Operation& operation, const void* request);

/// EC2 as the dispatcher takes it. `service` outlives the dispatcher.
wire::Service service(Ec2Service& service);

}  // namespace spotdrill::ec2
