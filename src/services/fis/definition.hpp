// What a caller says in a template, from the API's structs. What AWS has and this program does not
// act on is refused by name, not dropped.
#pragma once

#include "api/fis.hpp"
#include "base/result.hpp"
#include "services/fis/records.hpp"

namespace spotdrill::fis {

/// Errors: ValidationException.
Result<Definition> definition_of(const api::fis::CreateExperimentTemplateRequest& request);

/// `current` with what `request` changes: whatever it names is replaced whole.
/// Errors: ValidationException.
Result<Definition> updated(const Definition& current,
                           const api::fis::UpdateExperimentTemplateRequest& request);

}  // namespace spotdrill::fis
