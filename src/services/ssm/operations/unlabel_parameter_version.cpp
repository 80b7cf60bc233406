#include <fmt/format.h>

#include "services/ssm/errors.hpp"
#include "services/ssm/operations.hpp"

namespace spotdrill::ssm {

Result<api::ssm::UnlabelParameterVersionResult> unlabel_parameter_version(
    Ssm& ssm, const api::ssm::UnlabelParameterVersionRequest& request) {
  const std::string key = canonical_name(request.name);
  const ParameterRecord* parameter = ssm.find(key);
  if (parameter == nullptr) return parameter_not_found();
  if (ssm.version(key, request.parameter_version) == nullptr) {
    return parameter_version_not_found(parameter->name, fmt::to_string(request.parameter_version));
  }

  api::ssm::UnlabelParameterVersionResult result;
  std::vector<std::string>& labels = ssm.edit_version(key, request.parameter_version).labels;
  for (const std::string& label : request.labels) {
    const bool removed = std::erase(labels, label) > 0;
    (removed ? result.removed_labels : result.invalid_labels).push_back(label);
  }
  return result;
}

}  // namespace spotdrill::ssm
