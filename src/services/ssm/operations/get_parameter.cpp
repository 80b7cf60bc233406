#include "services/ssm/errors.hpp"
#include "services/ssm/operations.hpp"
#include "services/ssm/render.hpp"

namespace spotdrill::ssm {

Result<api::ssm::GetParameterResult> get_parameter(Ssm& ssm,
                                                   const api::ssm::GetParameterRequest& request) {
  const NameReference reference = TRY(read_name(request.name, ssm.place()));
  const ParameterRecord* parameter = reference.foreign ? nullptr : ssm.find(reference.key);
  if (parameter == nullptr) return parameter_not_found();
  const ParameterVersion* version = ssm.select(*parameter, reference.selector);
  if (version == nullptr) {
    return parameter_version_not_found(parameter->name, reference.selector.substr(1));
  }

  api::ssm::Parameter found =
      render(ssm, *parameter, *version, request.with_decryption.value_or(false));
  // "x" may be asked for as "/x", and is then answered as such.
  if (!reference.name.empty()) found.name = reference.name;
  if (!reference.selector.empty()) found.selector = reference.selector;
  return api::ssm::GetParameterResult{.parameter = std::move(found)};
}

}  // namespace spotdrill::ssm
