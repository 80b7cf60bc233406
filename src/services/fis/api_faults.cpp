#include "services/fis/api_faults.hpp"

#include <algorithm>
#include <charconv>

#include "services/fis/catalogue.hpp"
#include "services/fis/targets.hpp"

namespace spotdrill::fis {
namespace {

std::string_view parameter_of(const ActionSpec& spec, const std::string& name) {
  const auto found = spec.parameters.find(name);
  return found == spec.parameters.end() ? std::string_view{} : std::string_view{found->second};
}

bool acts_on(const Experiment& experiment, const ActionSpec& spec, std::string_view role) {
  return std::any_of(spec.targets.begin(), spec.targets.end(), [&](const auto& target) {
    const auto found = experiment.resolved.find(target.second);
    return found != experiment.resolved.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const std::string& arn) { return name_in_arn(arn) == role; });
  });
}

bool covers(const ActionSpec& spec, std::string_view service, std::string_view operation) {
  if (parameter_of(spec, "service") != service) return false;
  const auto listed = operations_in(parameter_of(spec, "operations"));
  return std::find(listed.begin(), listed.end(), operation) != listed.end();
}

bool hits(const ActionSpec& spec, Random& random) {
  const std::string_view text = parameter_of(spec, "percentage");
  unsigned percentage = 0;
  std::from_chars(text.data(), text.data() + text.size(), percentage);
  return random.below(100) < percentage;
}

}  // namespace

std::vector<std::string_view> operations_in(std::string_view parameter) {
  std::vector<std::string_view> names;
  while (!parameter.empty()) {
    const std::size_t end = std::min(parameter.find(','), parameter.size());
    std::string_view name = parameter.substr(0, end);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    names.push_back(name);
    parameter.remove_prefix(std::min(end + 1, parameter.size()));
  }
  return names;
}

std::optional<AwsError> injected_error(Fis& fis, std::string_view role, std::string_view service,
                                       std::string_view operation) {
  for (const auto& [id, experiment] : fis.experiments()) {
    if (experiment.status != Status::Running) continue;
    for (const auto& [name, record] : experiment.actions) {
      if (record.status != Status::Running || !covers(record.spec, service, operation) ||
          !acts_on(experiment, record.spec, role)) {
        continue;
      }
      const Action* action = find_action(record.spec.action_id);
      if (action == nullptr || !action->injects || !hits(record.spec, fis.random())) continue;
      return AwsError{.code = std::string{action->injects->code},
                      .message = std::string{action->injects->message},
                      .fault = Fault::Receiver,
                      .http_status = action->injects->http_status};
    }
  }
  return std::nullopt;
}

}  // namespace spotdrill::fis
