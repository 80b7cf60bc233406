// What an update would do, before it does it: for change sets, and to say that it would do nothing.
#pragma once

#include <string>
#include <vector>

#include "services/cloudformation/cloudformation.hpp"

namespace spotdrill::cloudformation {

struct Plan {
  std::vector<ChangeRecord> changes;  ///< In order of logical ids.
  bool outputs = false;               ///< Outputs differ.
  [[nodiscard]] bool empty() const { return changes.empty() && !outputs; }
};

/// Errors: ValidationError.
Result<Plan> make_plan(CloudFormation& cloudformation, const std::string& key,
                       const TargetRecord& target);

}  // namespace spotdrill::cloudformation
