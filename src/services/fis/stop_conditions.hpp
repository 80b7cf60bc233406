// Stop conditions: what ends an experiment from outside.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/fis/fis.hpp"

namespace spotdrill::fis {

/// Errors: ValidationException, ServiceQuotaExceededException.
Result<void> validate_stop_conditions(const std::vector<StopCondition>& conditions,
                                      const Quotas& quotas);

/// Whether the alarm of this ARN is one of the stop conditions.
bool is_stopped_by(const Definition& definition, std::string_view alarm);

}  // namespace spotdrill::fis
