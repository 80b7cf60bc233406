#include "services/fis/operations.hpp"
#include "services/fis/paging.hpp"
#include "services/fis/render.hpp"

namespace spotdrill::fis {

/// Lists the templates.
/// Errors: ValidationException.
/// Source: FIS API Reference, ListExperimentTemplates.
Result<api::fis::ListExperimentTemplatesResponse> list_experiment_templates(
    Fis& fis, const api::fis::ListExperimentTemplatesRequest& request) {
  std::vector<api::fis::ExperimentTemplateSummary> all;
  for (const auto& [id, record] : fis.templates().all()) all.push_back(summary(fis, record));
  api::fis::ListExperimentTemplatesResponse response;
  TRY(paginate(request, "experiment-templates", std::move(all), response.experiment_templates,
               response.next_token));
  return response;
}

}  // namespace spotdrill::fis
