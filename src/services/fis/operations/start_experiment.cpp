#include "services/fis/errors.hpp"
#include "services/fis/operations.hpp"
#include "services/fis/render.hpp"

namespace spotdrill::fis {

/// Starts an experiment from a template. The same client token with the same request gives the same
/// experiment again.
/// Errors: ResourceNotFoundException, ConflictException, ServiceQuotaExceededException.
/// Source: FIS API Reference, StartExperiment.
Result<api::fis::StartExperimentResponse> start_experiment(
    Fis& fis, const api::fis::StartExperimentRequest& request) {
  const bool skip_all =
      request.experiment_options && request.experiment_options->actions_mode == "skip-all";
  api::fis::StartExperimentResponse response;
  for (const auto& [id, record] : fis.experiments()) {
    if (record.client_token != request.client_token) continue;
    if (record.template_id != request.experiment_template_id || record.skip_all != skip_all ||
        record.requested_tags != request.tags) {
      return client_token_reused();
    }
    response.experiment = render(fis, record);
    return response;
  }
  const Template* from = TRY(fis.find_template(request.experiment_template_id));
  const Experiment* started = TRY(fis.start(
      *from, {.client_token = request.client_token, .skip_all = skip_all, .tags = request.tags}));
  response.experiment = render(fis, *started);
  return response;
}

}  // namespace spotdrill::fis
