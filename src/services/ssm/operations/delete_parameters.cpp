#include <set>

#include "services/ssm/operations.hpp"

namespace spotdrill::ssm {

Result<api::ssm::DeleteParametersResult> delete_parameters(
    Ssm& ssm, const api::ssm::DeleteParametersRequest& request) {
  api::ssm::DeleteParametersResult result;
  std::set<std::string_view> seen;
  for (const std::string& name : request.names) {
    if (!seen.insert(name).second) continue;
    const bool deleted = delete_parameter(ssm, {.name = name}).has_value();
    (deleted ? result.deleted_parameters : result.invalid_parameters).push_back(name);
  }
  return result;
}

}  // namespace spotdrill::ssm
