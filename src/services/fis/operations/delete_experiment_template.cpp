#include "services/fis/operations.hpp"
#include "services/fis/render.hpp"

namespace spotdrill::fis {

/// Deletes a template; experiments that were started from it go on.
/// Errors: ResourceNotFoundException.
/// Source: FIS API Reference, DeleteExperimentTemplate.
Result<api::fis::DeleteExperimentTemplateResponse> delete_experiment_template(
    Fis& fis, const api::fis::DeleteExperimentTemplateRequest& request) {
  const Template* record = TRY(fis.find_template(request.id));
  api::fis::DeleteExperimentTemplateResponse response;
  response.experiment_template = render(fis, *record);
  fis.templates().erase(request.id);
  return response;
}

}  // namespace spotdrill::fis
