#include "drill/findings/findings.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::drill {

namespace {

// In the order in which a reader wants them: the effect first, then what led to it.
constexpr std::array kinds_of_findings{
    FindingKind{"replacement-refuses", replacement_refuses},
    FindingKind{"output-cut-off", output_cut_off},
    FindingKind{"crashed", crashed},
    FindingKind{"exit-code", exit_code},
    FindingKind{"resumed-from-zero", resumed_from_zero},
    FindingKind{"resumed-from-older-checkpoint", resumed_from_older},
    FindingKind{"checkpoint-not-atomic", checkpoint_not_atomic},
    FindingKind{"saved-too-late", saved_too_late},
    FindingKind{"saved-nothing-after-notice", saved_nothing_after_notice},
    FindingKind{"worked-on-after-saving", worked_on_after_saving},
    FindingKind{"never-polled-for-notice", never_polled_for_notice},
    FindingKind{"stopped-polling-for-notice", stopped_polling_for_notice},
    FindingKind{"notice-seen-late", notice_seen_late},
    FindingKind{"imdsv1-refused", imdsv1_refused},
    FindingKind{"imds-token-expired", imds_token_expired},
    FindingKind{"handles-sigint-not-sigterm", handles_sigint_not_sigterm},
    FindingKind{"signal-stops-at-shell", signal_stops_at_shell},
    FindingKind{"no-sigterm-handler", no_sigterm_handler},
    FindingKind{"exited-0-unfinished", exited_zero_unfinished},
    FindingKind{"needed-sigkill", needed_sigkill},
    FindingKind{"credentials-expired", credentials_expired},
    FindingKind{"retry-storm", retry_storm},
    FindingKind{"metric-calls-too-often", metric_calls_too_often},
    FindingKind{"clock-jumped", clock_jumped},
};

/// Which of the instances was interrupted.
std::size_t number_of(const Observation& observation, const Interruption& interruption) {
  const auto found =
      std::ranges::find(observation.instances, interruption.instance, &InstanceTimeline::id);
  return static_cast<std::size_t>(found - observation.instances.begin());
}

/// Where a rule looks, and what it finds there first.
struct Search {
  const Definition& definition;
  const Observation& observation;
  const Work& work;

  std::optional<Finding> operator()(DrillRule rule) const { return rule(observation); }

  std::optional<Finding> operator()(InstanceRule rule) const {
    for (std::size_t i = 0; i < observation.instances.size(); ++i) {
      const InstanceTimeline& instance = observation.instances[i];
      if (auto finding = rule({observation, instance, work, work.instances[i]})) {
        finding->instance = instance.id;
        return finding;
      }
    }
    return std::nullopt;
  }

  std::optional<Finding> operator()(FindingRule rule) const {
    for (const Interruption& interruption : work.interruptions) {
      if (!interruption.felt) continue;
      const std::size_t i = number_of(observation, interruption);
      if (auto finding = rule({definition, observation, interruption, observation.instances[i],
                               work, work.instances[i]})) {
        finding->instance = interruption.instance;
        return finding;
      }
    }
    return std::nullopt;
  }
};

}  // namespace

std::span<const FindingKind> finding_kinds() {
  return kinds_of_findings;
}

std::vector<Finding> find_causes(const Definition& definition, const Observation& observation,
                                 const Work& work) {
  const Search search{definition, observation, work};
  std::vector<Finding> findings;
  for (const FindingKind& kind : kinds_of_findings) {
    if (auto finding = std::visit(search, kind.rule)) {
      finding->id = kind.id;
      findings.push_back(std::move(*finding));
    }
  }
  return findings;
}

}  // namespace spotdrill::drill
