#include <set>

#include "services/ssm/operations.hpp"

namespace spotdrill::ssm {

Result<api::ssm::GetParametersResult> get_parameters(
    Ssm& ssm, const api::ssm::GetParametersRequest& request) {
  api::ssm::GetParametersResult result;
  std::set<std::string_view> seen;
  for (const std::string& name : request.names) {
    if (!seen.insert(name).second) continue;
    const Result<api::ssm::GetParameterResult> found =
        get_parameter(ssm, {.name = name, .with_decryption = request.with_decryption});
    if (found.has_value()) {
      result.parameters.push_back(*found->parameter);
    } else if (found.error().code == "ValidationException") {
      return refuse(found.error());
    } else {
      result.invalid_parameters.push_back(name);
    }
  }
  return result;
}

}  // namespace spotdrill::ssm
