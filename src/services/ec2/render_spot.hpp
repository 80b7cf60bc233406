// How a Spot Instance request looks in replies.
#pragma once

#include "api/ec2.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

/// As DescribeSpotInstanceRequests and RequestSpotInstances show it.
api::ec2::SpotInstanceRequest render(Ec2& ec2, const SpotRequest& request);

/// "0.020800": a price as replies have it.
std::string price_text(std::int64_t microdollars);

}  // namespace spotdrill::ec2
