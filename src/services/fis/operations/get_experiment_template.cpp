#include "services/fis/operations.hpp"
#include "services/fis/render.hpp"

namespace spotdrill::fis {

/// Tells of one template.
/// Errors: ResourceNotFoundException.
/// Source: FIS API Reference, GetExperimentTemplate.
Result<api::fis::GetExperimentTemplateResponse> get_experiment_template(
    Fis& fis, const api::fis::GetExperimentTemplateRequest& request) {
  const Template* record = TRY(fis.find_template(request.id));
  api::fis::GetExperimentTemplateResponse response;
  response.experiment_template = render(fis, *record);
  return response;
}

}  // namespace spotdrill::fis
