#include "services/fis/operations.hpp"
#include "services/fis/paging.hpp"
#include "services/fis/render.hpp"

namespace spotdrill::fis {

/// Lists the experiments, of one template if it is named.
/// Errors: ValidationException.
/// Source: FIS API Reference, ListExperiments.
Result<api::fis::ListExperimentsResponse> list_experiments(
    Fis& fis, const api::fis::ListExperimentsRequest& request) {
  const std::string of_template = request.experiment_template_id.value_or("");
  std::vector<api::fis::ExperimentSummary> all;
  for (const auto& [id, record] : fis.experiments()) {
    if (of_template.empty() || record.template_id == of_template) {
      all.push_back(summary(fis, record));
    }
  }
  // DEVIATION: AWS documents no order; ours is the one in which they began.
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.creation_time < b.creation_time; });
  api::fis::ListExperimentsResponse response;
  TRY(paginate(request, "experiments/" + of_template, std::move(all), response.experiments,
               response.next_token));
  return response;
}

}  // namespace spotdrill::fis
