#include "services/ssm/errors.hpp"
#include "services/ssm/operations.hpp"

namespace spotdrill::ssm {

Result<api::ssm::DeleteParameterResult> delete_parameter(
    Ssm& ssm, const api::ssm::DeleteParameterRequest& request) {
  const NameReference reference = TRY(read_name(request.name, ssm.place()));
  const bool whole = reference.selector.empty() && !reference.foreign;
  if (!whole || !ssm.erase(reference.key)) return parameter_not_found();
  return api::ssm::DeleteParameterResult{};
}

}  // namespace spotdrill::ssm
