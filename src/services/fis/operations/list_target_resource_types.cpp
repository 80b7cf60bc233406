#include "services/fis/catalogue.hpp"
#include "services/fis/operations.hpp"
#include "services/fis/paging.hpp"

namespace spotdrill::fis {

/// Lists the target resource types that the actions have.
/// Errors: ValidationException.
/// Source: FIS API Reference, ListTargetResourceTypes.
Result<api::fis::ListTargetResourceTypesResponse> list_target_resource_types(
    Fis&, const api::fis::ListTargetResourceTypesRequest& request) {
  std::vector<api::fis::TargetResourceTypeSummary> all;
  for (const TargetResourceType& type : target_resource_types()) {
    auto& shown = all.emplace_back();
    shown.resource_type = type.id;
    shown.description = type.description;
  }
  api::fis::ListTargetResourceTypesResponse response;
  TRY(paginate(request, "target-resource-types", std::move(all), response.target_resource_types,
               response.next_token));
  return response;
}

}  // namespace spotdrill::fis
