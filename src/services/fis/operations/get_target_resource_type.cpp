#include "services/fis/catalogue.hpp"
#include "services/fis/errors.hpp"
#include "services/fis/operations.hpp"

namespace spotdrill::fis {

/// Tells of one target resource type.
/// Errors: ResourceNotFoundException.
/// Source: FIS API Reference, GetTargetResourceType.
Result<api::fis::GetTargetResourceTypeResponse> get_target_resource_type(
    Fis&, const api::fis::GetTargetResourceTypeRequest& request) {
  for (const TargetResourceType& type : target_resource_types()) {
    if (type.id != request.resource_type) continue;
    api::fis::GetTargetResourceTypeResponse response;
    auto& shown = response.target_resource_type.emplace();
    shown.resource_type = type.id;
    shown.description = type.description;
    return response;
  }
  return target_resource_type_not_found(request.resource_type);
}

}  // namespace spotdrill::fis
