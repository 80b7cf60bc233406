#include "services/fis/action.hpp"

#include "base/assert.hpp"
#include "base/iso8601.hpp"

namespace spotdrill::fis {

std::optional<Duration> ActionRun::optional_duration(const Parameter& parameter) const {
  const auto found = record_.spec.parameters.find(std::string{parameter.name});
  if (found == record_.spec.parameters.end()) return {};
  return parse_iso8601_duration(found->second);
}

Duration ActionRun::duration(const Parameter& parameter) const {
  const auto value = optional_duration(parameter);
  ASSERT(value.has_value());
  return *value;
}

bool ActionRun::flag(const Parameter& parameter) const {
  const auto found = record_.spec.parameters.find(std::string{parameter.name});
  return found != record_.spec.parameters.end() && found->second == "true";
}

Failure ActionRun::failed(const AwsError& refusal) const {
  return {.code = "DependentServiceFailure", .location = name_, .reason = refusal.message};
}

}  // namespace spotdrill::fis
