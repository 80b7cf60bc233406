// Stop conditions: what ends an experiment from outside.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "services/fis/fis.hpp"

namespace spotdrill::fis {

/// Errors: ValidationException, ServiceQuotaExceededException.
Result<void> validate_stop_conditions(const std::vector<StopCondition>& conditions,
                                      const Quotas& quotas);

}  // namespace spotdrill::fis
