// Checks what a template says, before it is kept. What the model itself constrains (lengths,
// patterns, enumerations) has been checked by then.
#pragma once

#include "base/result.hpp"
#include "services/fis/fis.hpp"
#include "services/fis/records.hpp"

namespace spotdrill::fis {

/// Errors: ValidationException, ResourceNotFoundException (an action or target type that is not
/// there), ServiceQuotaExceededException.
Result<void> validate(const Definition& definition, const Quotas& quotas);

}  // namespace spotdrill::fis
