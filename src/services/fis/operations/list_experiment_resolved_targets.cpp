#include "services/fis/operations.hpp"
#include "services/fis/paging.hpp"

namespace spotdrill::fis {

/// Lists what the targets of an experiment were resolved to, of one target if it is named.
/// Errors: ResourceNotFoundException, ValidationException.
/// Source: FIS API Reference, ListExperimentResolvedTargets.
Result<api::fis::ListExperimentResolvedTargetsResponse> list_experiment_resolved_targets(
    Fis& fis, const api::fis::ListExperimentResolvedTargetsRequest& request) {
  const Experiment* record = TRY(fis.find_experiment(request.experiment_id));
  const std::string of_target = request.target_name.value_or("");
  std::vector<api::fis::ResolvedTarget> all;
  for (const auto& [name, arns] : record->resolved) {
    if (!of_target.empty() && name != of_target) continue;
    for (const std::string& arn : arns) {
      auto& shown = all.emplace_back();
      shown.resource_type = record->definition.targets.at(name).resource_type;
      shown.target_name = name;
      shown.target_information["arn"] = arn;
    }
  }
  api::fis::ListExperimentResolvedTargetsResponse response;
  TRY(paginate(request, "resolved-targets/" + record->id + "/" + of_target, std::move(all),
               response.resolved_targets, response.next_token));
  return response;
}

}  // namespace spotdrill::fis
