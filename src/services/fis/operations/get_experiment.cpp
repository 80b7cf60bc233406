#include "services/fis/operations.hpp"
#include "services/fis/render.hpp"

namespace spotdrill::fis {

/// Tells of one experiment.
/// Errors: ResourceNotFoundException.
/// Source: FIS API Reference, GetExperiment.
Result<api::fis::GetExperimentResponse> get_experiment(
    Fis& fis, const api::fis::GetExperimentRequest& request) {
  const Experiment* record = TRY(fis.find_experiment(request.id));
  api::fis::GetExperimentResponse response;
  response.experiment = render(fis, *record);
  return response;
}

}  // namespace spotdrill::fis
