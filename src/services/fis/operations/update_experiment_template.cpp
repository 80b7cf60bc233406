#include "services/fis/definition.hpp"
#include "services/fis/operations.hpp"
#include "services/fis/render.hpp"
#include "services/fis/targets.hpp"
#include "services/fis/validation.hpp"

namespace spotdrill::fis {

/// Changes a template; experiments that were started from it before stay as they are.
/// Errors: ResourceNotFoundException, ValidationException, ServiceQuotaExceededException.
/// Source: FIS API Reference, UpdateExperimentTemplate.
Result<api::fis::UpdateExperimentTemplateResponse> update_experiment_template(
    Fis& fis, const api::fis::UpdateExperimentTemplateRequest& request) {
  const Template* current = TRY(fis.find_template(request.id));
  Definition definition = TRY(updated(current->definition, request));
  TRY(validate(definition, fis.quotas()));
  warn_of_unmatchable_filters(definition);
  Template& record = fis.templates().edit(request.id);
  record.definition = std::move(definition);
  record.updated = fis.now();
  api::fis::UpdateExperimentTemplateResponse response;
  response.experiment_template = render(fis, record);
  return response;
}

}  // namespace spotdrill::fis
