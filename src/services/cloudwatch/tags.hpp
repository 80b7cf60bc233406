// The tags of what has an ARN here: alarms and dashboards.
#pragma once

#include <functional>
#include <string>

#include "services/cloudwatch/cloudwatch.hpp"

namespace spotdrill::cloudwatch {

/// The tags of a resource, and how to change them.
struct Tagged {
  Tags tags;
  std::function<void(Tags tags)> set;
};

/// Errors: ResourceNotFoundException.
Result<Tagged> tagged_by(CloudWatch& cloudwatch, const std::string& arn);

}  // namespace spotdrill::cloudwatch
