#include "services/fis/stop_conditions.hpp"

#include <fmt/format.h>

#include "services/fis/errors.hpp"

namespace spotdrill::fis {

Result<void> validate_stop_conditions(const std::vector<StopCondition>& conditions,
                                      const Quotas& quotas) {
  if (conditions.size() > quotas.stop_conditions) {
    return quota_exceeded("Stop conditions per experiment template", quotas.stop_conditions);
  }
  for (const StopCondition& condition : conditions) {
    if (condition.source == "none") {
      if (condition.value.empty()) continue;
      return invalid("A stop condition with source none cannot have a value.");
    }
    if (condition.source == "aws:cloudwatch:alarm") {
      // An experiment whose alarm never fires would look safe and not be.
      return not_available("A stop condition with source aws:cloudwatch:alarm");
    }
    return invalid(
        fmt::format("Invalid stop condition source {}: it must be none or "
                    "aws:cloudwatch:alarm.",
                    condition.source));
  }
  return {};
}

}  // namespace spotdrill::fis
