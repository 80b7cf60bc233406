// Tags of functions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/lambda/lambda.hpp"

namespace spotdrill::lambda {

/// The function whose ARN it is. Errors: ResourceNotFoundException, InvalidParameterValueException.
Result<const Function*> tagged_function(const Lambda& lambda, const std::string& arn);

Result<void> add_tags(Lambda& lambda, const std::string& arn,
                      const std::map<std::string, std::string>& tags);
Result<void> remove_tags(Lambda& lambda, const std::string& arn,
                         const std::vector<std::string>& keys);

}  // namespace spotdrill::lambda
