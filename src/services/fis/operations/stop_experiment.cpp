#include "services/fis/errors.hpp"
#include "services/fis/operations.hpp"
#include "services/fis/render.hpp"

namespace spotdrill::fis {

/// Stops an experiment. One that is stopping already goes on stopping.
/// Errors: ResourceNotFoundException, ValidationException (it is over).
/// Source: FIS API Reference, StopExperiment.
Result<api::fis::StopExperimentResponse> stop_experiment(
    Fis& fis, const api::fis::StopExperimentRequest& request) {
  const Experiment* record = TRY(fis.find_experiment(request.id));
  if (is_final(record->status)) {
    // DEVIATION: AWS documents the code and not the wording.
    return invalid("Experiment " + record->id + " cannot be stopped: it is " +
                   std::string{to_string(record->status)} + ".");
  }
  if (record->status != Status::Stopping) fis.stop(record->id);
  api::fis::StopExperimentResponse response;
  response.experiment = render(fis, *record);
  return response;
}

}  // namespace spotdrill::fis
