#include "drill/findings/findings.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::drill {

namespace {

// In the order of their rank: doubts about the drill itself, then what made the job end or not hear
// of its end, then what went wrong with saving and taking up, then what is to be had beside.
constexpr std::array kinds_of_findings{
    FindingKind{"output-cut-off", output_cut_off},
    FindingKind{"clock-jumped", clock_jumped},
    FindingKind{"404-taken-for-notice",
                not_found_taken_for_notice,
                {"crashed", "exit-code", "exited-0-unfinished", "stopped-polling-for-notice",
                 "failed-on-what-was-left", "imds-token-expired", "imdsv1-refused"}},
    FindingKind{"credentials-expired", credentials_expired, {"crashed", "retry-storm"}},
    FindingKind{"failed-on-what-was-left", failed_on_what_was_left, {"crashed", "exit-code"}},
    FindingKind{"crashed", crashed},
    FindingKind{"exit-code", exit_code},
    FindingKind{"imdsv1-refused",
                imdsv1_refused,
                {"stopped-polling-for-notice", "saved-nothing-after-notice"}},
    FindingKind{"imds-token-expired",
                imds_token_expired,
                {"stopped-polling-for-notice", "saved-nothing-after-notice"}},
    FindingKind{"handles-sigint-not-sigterm",
                handles_sigint_not_sigterm,
                {"no-sigterm-handler", "saved-nothing-after-notice", "never-polled-for-notice"}},
    FindingKind{"signal-stops-at-shell",
                signal_stops_at_shell,
                {"no-sigterm-handler", "saved-nothing-after-notice"}},
    FindingKind{"output-pipe-closed",
                output_pipe_closed,
                {"killed-by-launcher", "no-sigterm-handler", "saved-nothing-after-notice",
                 "never-polled-for-notice", "resumed-from-zero"}},
    FindingKind{"killed-by-launcher",
                killed_by_launcher,
                {"no-sigterm-handler", "saved-nothing-after-notice", "never-polled-for-notice"}},
    FindingKind{"checkpoint-not-atomic", checkpoint_not_atomic},
    FindingKind{"uploaded-torn", uploaded_torn},
    FindingKind{"objects-of-two-generations", objects_of_two_generations},
    FindingKind{"upload-began-too-late",
                upload_began_too_late,
                {"upload-unfinished", "saved-too-late", "saved-nothing-after-notice",
                 "no-sigterm-handler", "needed-sigkill", "resumed-from-zero",
                 "resumed-from-older-checkpoint", "never-polled-for-notice"}},
    FindingKind{"upload-unfinished",
                upload_unfinished,
                {"saved-too-late", "saved-nothing-after-notice", "no-sigterm-handler",
                 "needed-sigkill", "resumed-from-zero", "resumed-from-older-checkpoint"}},
    FindingKind{"saved-too-late",
                saved_too_late,
                {"saved-nothing-after-notice", "no-sigterm-handler", "needed-sigkill"}},
    FindingKind{"resumed-from-zero", resumed_from_zero},
    FindingKind{"resumed-from-older-checkpoint", resumed_from_older},
    FindingKind{"worked-on-after-saving", worked_on_after_saving, {"no-sigterm-handler"}},
    FindingKind{"saved-nothing-after-notice", saved_nothing_after_notice},
    FindingKind{"stopped-polling-for-notice", stopped_polling_for_notice},
    FindingKind{"notice-seen-late", notice_seen_late},
    FindingKind{"never-polled-for-notice", never_polled_for_notice},
    FindingKind{"no-sigterm-handler", no_sigterm_handler},
    FindingKind{"needed-sigkill", needed_sigkill},
    FindingKind{"exited-0-unfinished", exited_zero_unfinished},
    FindingKind{"retry-storm", retry_storm},
    FindingKind{"metric-calls-too-often", metric_calls_too_often},
};

/// Which of the instances was interrupted.
std::size_t number_of(const Observation& observation, const Interruption& interruption) {
  const auto found =
      std::ranges::find(observation.instances, interruption.instance, &InstanceTimeline::id);
  return static_cast<std::size_t>(found - observation.instances.begin());
}

/// Everything that a rule finds, each with its instance.
struct Search {
  const Definition& definition;
  const Observation& observation;
  const Work& work;

  std::vector<Finding> operator()(DrillRule rule) const {
    std::vector<Finding> found;
    if (auto finding = rule(observation)) found.push_back(std::move(*finding));
    return found;
  }

  std::vector<Finding> operator()(InstanceRule rule) const {
    std::vector<Finding> found;
    for (std::size_t i = 0; i < observation.instances.size(); ++i) {
      const InstanceTimeline& instance = observation.instances[i];
      if (auto finding = rule({observation, instance, work, work.instances[i]})) {
        finding->instance = instance.id;
        found.push_back(std::move(*finding));
      }
    }
    return found;
  }

  std::vector<Finding> operator()(FindingRule rule) const {
    std::vector<Finding> found;
    for (const Interruption& interruption : work.interruptions) {
      if (!interruption.felt) continue;
      const std::size_t i = number_of(observation, interruption);
      if (auto finding = rule({definition, observation, interruption, observation.instances[i],
                               work, work.instances[i]})) {
        finding->instance = interruption.instance;
        found.push_back(std::move(*finding));
      }
    }
    return found;
  }
};

/// Of one instance, that kinds which follow from another that it has are not told.
using Explained = std::pair<std::string, std::string_view>;

}  // namespace

std::span<const FindingKind> finding_kinds() {
  return kinds_of_findings;
}

std::vector<Finding> find_causes(const Definition& definition, const Observation& observation,
                                 const Work& work) {
  const Search search{definition, observation, work};
  std::vector<Finding> findings;
  std::vector<Explained> explained;
  for (const FindingKind& kind : kinds_of_findings) {
    std::vector<Finding> found = std::visit(search, kind.rule);
    std::erase_if(found, [&](const Finding& finding) {
      return std::ranges::find(explained, Explained{finding.instance, kind.id}) != explained.end();
    });
    for (const Finding& finding : found) {
      for (const std::string_view id : kind.explains) {
        if (!id.empty()) explained.emplace_back(finding.instance, id);
      }
    }
    if (found.empty()) continue;
    found.front().id = kind.id;
    findings.push_back(std::move(found.front()));
  }
  return findings;
}

}  // namespace spotdrill::drill
