#include "services/ssm/render.hpp"

#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/unless_empty.hpp"
#include "services/ssm/policies.hpp"

namespace spotdrill::ssm {
std::string value_of(const ParameterRecord& parameter, const ParameterVersion& version,
                     bool decrypt) {
  if (decrypt || version.type != "SecureString") return version.value;
  return base64_encode(fmt::format("encrypted: {} version {}", parameter.name, version.version));
}

api::ssm::Parameter render(const Ssm& ssm, const ParameterRecord& parameter,
                           const ParameterVersion& version, bool decrypt) {
  return {.name = parameter.name,
          .type = version.type,
          .value = value_of(parameter, version, decrypt),
          .version = version.version,
          .last_modified_date = version.last_modified,
          .arn = ssm.arn(parameter),
          .data_type = version.data_type};
}

api::ssm::ParameterMetadata render_metadata(const Ssm& ssm, const ParameterRecord& parameter) {
  const ParameterVersion& version = ssm.latest(parameter);
  return {.name = parameter.name,
          .arn = ssm.arn(parameter),
          .type = version.type,
          .key_id = unless_empty(version.key_id),
          .last_modified_date = version.last_modified,
          .last_modified_user = version.last_modified_user,
          .description = unless_empty(version.description),
          .allowed_pattern = unless_empty(version.allowed_pattern),
          .version = version.version,
          .tier = version.tier,
          .policies = list_policies(version.policies),
          .data_type = version.data_type};
}

api::ssm::ParameterHistory render_history(const ParameterRecord& parameter,
                                          const ParameterVersion& version, bool decrypt) {
  return {.name = parameter.name,
          .type = version.type,
          .key_id = unless_empty(version.key_id),
          .last_modified_date = version.last_modified,
          .last_modified_user = version.last_modified_user,
          .description = unless_empty(version.description),
          .value = value_of(parameter, version, decrypt),
          .allowed_pattern = unless_empty(version.allowed_pattern),
          .version = version.version,
          .labels = version.labels,
          .tier = version.tier,
          .policies = list_policies(version.policies),
          .data_type = version.data_type};
}

}  // namespace spotdrill::ssm
