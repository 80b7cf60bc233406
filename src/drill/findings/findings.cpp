#include "drill/findings/findings.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::drill {

namespace {

// In the order in which a reader wants them: the effect first, then what led to it.
constexpr std::array<FindingRule, 9> rules{
    resumed_from_zero,          resumed_from_older,      checkpoint_not_atomic,
    saved_nothing_after_notice, never_polled_for_notice, handles_sigint_not_sigterm,
    no_sigterm_handler,         exited_zero_unfinished,  needed_sigkill,
};
constexpr std::array<InstanceRule, 1> instance_rules{crashed};

const InstanceTimeline* find_instance(const Observation& observation, const std::string& id) {
  for (const InstanceTimeline& instance : observation.instances) {
    if (instance.id == id) return &instance;
  }
  return nullptr;
}

}  // namespace

std::vector<Finding> find_causes(const Definition& definition, const Observation& observation,
                                 const std::vector<Interruption>& interruptions) {
  std::vector<Finding> findings;
  for (const InstanceRule rule : instance_rules) {
    for (const InstanceTimeline& instance : observation.instances) {
      if (auto finding = rule({observation, instance})) {
        finding->instance = instance.id;
        findings.push_back(std::move(*finding));
        break;
      }
    }
  }
  for (const FindingRule rule : rules) {
    for (const Interruption& interruption : interruptions) {
      if (!interruption.felt) continue;
      const InstanceTimeline* instance = find_instance(observation, interruption.instance);
      if (instance == nullptr) continue;
      if (auto finding = rule({definition, observation, interruption, *instance})) {
        finding->instance = interruption.instance;
        findings.push_back(std::move(*finding));
        break;
      }
    }
  }
  return findings;
}

}  // namespace spotdrill::drill
