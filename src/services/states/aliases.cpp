#include "services/states/aliases.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "services/states/errors.hpp"

namespace spotdrill::states {
namespace {

/// "[arn:…:1, arn:…:2]", as AWS repeats what it got.
std::string received_arns(const RoutingList& given) {
  std::vector<std::string_view> arns;
  for (const auto& item : given) arns.emplace_back(item.state_machine_version_arn);
  return fmt::format("[{}]", fmt::join(arns, ", "));
}

std::string received_weights(const RoutingList& given) {
  std::vector<std::int32_t> weights;
  for (const auto& item : given) weights.push_back(item.weight);
  return fmt::format("[{}]", fmt::join(weights, ", "));
}

}  // namespace

Result<Routing> read_routing(const States& states, const RoutingList& given) {
  std::vector<ResourceArn> arns;
  for (const auto& item : given) {
    arns.push_back(TRY(read_machine_arn(item.state_machine_version_arn, states.place())));
  }
  if (std::ranges::any_of(arns, [](const ResourceArn& arn) { return !arn.version(); })) {
    return invalid_routing(
        "Routing configuration must contain state machine version ARNs. "
        "Received: " +
        received_arns(given));
  }
  if (arns.size() == 2 &&
      given.front().state_machine_version_arn == given.back().state_machine_version_arn) {
    return invalid_routing(
        "Routing configuration must contain distinct state machine version "
        "ARNs. Received: " +
        received_arns(given));
  }
  // DEVIATION: AWS's words for this one are not known.
  if (arns.front().name != arns.back().name) {
    return invalid_routing(
        "Routing configuration must contain versions of the same state machine. "
        "Received: " +
        received_arns(given));
  }
  std::int32_t sum = 0;
  for (const auto& item : given) sum += item.weight;
  constexpr std::int32_t percent = 100;
  if (sum != percent) {
    return invalid_routing("Sum of routing configuration weights must equal 100. Received: " +
                           received_weights(given));
  }

  Routing routing{.machine = arns.front().name};
  const StateMachineRecord* machine = states.find_machine(arns.front());
  if (machine == nullptr) return alias_not_found();
  if (machine->status == "DELETING") {
    return state_machine_deleting(states.machine_arn(machine->name));
  }
  for (std::size_t i = 0; i < arns.size(); ++i) {
    if (arns[i].foreign || states.find_version(arns[i].name, *arns[i].version()) == nullptr) {
      return alias_not_found();
    }
    routing.routes.push_back({.version = *arns[i].version(), .weight = given[i].weight});
  }
  return routing;
}

// DEVIATION: AWS's words are not known.
Result<ResourceArn> read_alias_arn(std::string_view text, const Place& place) {
  ResourceArn arn = TRY(read_machine_arn(text, place));
  if (arn.qualifier.empty() || arn.version()) {
    return invalid(fmt::format("The ARN is not a state machine alias ARN: '{}'", text));
  }
  return arn;
}

}  // namespace spotdrill::states
