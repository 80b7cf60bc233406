#include "services/ssm/errors.hpp"
#include "services/ssm/operations.hpp"
#include "services/ssm/render.hpp"

namespace spotdrill::ssm {
namespace {

Result<api::ssm::GetParameterResult> get_public(const Ssm& ssm, const NameReference& reference) {
  const auto found = ssm.public_parameters().find(reference.key);
  if (found == ssm.public_parameters().end()) return parameter_not_found();
  if (!reference.selector.empty() && reference.selector != ":1") {
    return parameter_version_not_found(reference.key, reference.selector.substr(1));
  }
  return api::ssm::GetParameterResult{.parameter =
                                          render_public(ssm.place(), found->first, found->second)};
}

}  // namespace

Result<api::ssm::GetParameterResult> get_parameter(Ssm& ssm,
                                                   const api::ssm::GetParameterRequest& request) {
  const NameReference reference = TRY(read_name(request.name, ssm.place()));
  if (reference.key.starts_with(public_prefix)) return get_public(ssm, reference);
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
