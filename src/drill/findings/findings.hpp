// Findings: what usually makes a workload fail a drill, recognised by what was seen. Each says its
// evidence, and "likely" where the evidence does not prove it. docs/findings.md has a section for
// each, under its id.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "drill/definition/definition.hpp"
#include "drill/findings/finding.hpp"
#include "drill/readings/figures.hpp"
#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// What a finding looks at that has to do with one interruption.
struct Scene {
  const Definition& definition;
  const Observation& observation;
  const Interruption& interruption;
  const InstanceTimeline& instance;
  const Work& work;
  const InstanceWork& done;  ///< Of `instance`.
};

/// What a finding looks at that has nothing to do with an interruption.
struct InstanceScene {
  const Observation& observation;
  const InstanceTimeline& instance;
  const Work& work;
  const InstanceWork& done;  ///< Of `instance`.
};

/// The same of another instance of the observation.
inline InstanceScene scene_of(const InstanceScene& scene, const InstanceTimeline& other) {
  const auto index = static_cast<std::size_t>(&other - scene.observation.instances.data());
  return {scene.observation, other, scene.work, scene.work.instances[index]};
}

/// Tells whether one cause was at work in one interruption. The catalogue gives the finding's id.
using FindingRule = std::optional<Finding> (*)(const Scene& scene);

/// Tells whether one cause was at work on one instance, interrupted or not.
using InstanceRule = std::optional<Finding> (*)(const InstanceScene& scene);

/// Tells whether one cause was at work in the drill as a whole.
using DrillRule = std::optional<Finding> (*)(const Observation& observation);

std::optional<Finding> checkpoint_not_atomic(const Scene& scene);
std::optional<Finding> clock_jumped(const Observation& observation);
std::optional<Finding> crashed(const InstanceScene& scene);
std::optional<Finding> credentials_expired(const InstanceScene& scene);
std::optional<Finding> exit_code(const InstanceScene& scene);
std::optional<Finding> exited_zero_unfinished(const Scene& scene);
std::optional<Finding> handles_sigint_not_sigterm(const Scene& scene);
std::optional<Finding> failed_on_what_was_left(const InstanceScene& scene);
std::optional<Finding> imds_token_expired(const InstanceScene& scene);
std::optional<Finding> imdsv1_refused(const InstanceScene& scene);
std::optional<Finding> killed_by_launcher(const Scene& scene);
std::optional<Finding> metric_calls_too_often(const InstanceScene& scene);
std::optional<Finding> needed_sigkill(const Scene& scene);
std::optional<Finding> never_polled_for_notice(const Scene& scene);
std::optional<Finding> no_sigterm_handler(const Scene& scene);
std::optional<Finding> not_found_taken_for_notice(const InstanceScene& scene);
std::optional<Finding> notice_seen_late(const Scene& scene);
std::optional<Finding> objects_of_two_generations(const Scene& scene);
std::optional<Finding> output_cut_off(const Scene& scene);
std::optional<Finding> output_pipe_closed(const Scene& scene);
std::optional<Finding> resumed_from_older(const Scene& scene);
std::optional<Finding> resumed_from_zero(const Scene& scene);
std::optional<Finding> retry_storm(const InstanceScene& scene);
std::optional<Finding> saved_nothing_after_notice(const Scene& scene);
std::optional<Finding> saved_too_late(const Scene& scene);
std::optional<Finding> signal_stops_at_shell(const Scene& scene);
std::optional<Finding> stopped_polling_for_notice(const Scene& scene);
std::optional<Finding> upload_began_too_late(const Scene& scene);
std::optional<Finding> upload_unfinished(const Scene& scene);
std::optional<Finding> uploaded_torn(const Scene& scene);
std::optional<Finding> worked_on_after_saving(const Scene& scene);

/// Whether the instance left half a checkpoint, or none any more.
bool left_torn_checkpoint(const Scene& scene);

/// Kinds that follow from one: enough of them to be told apart.
inline constexpr std::size_t explained_max = 8;

/// One kind of finding, and what recognises it.
struct FindingKind {
  std::string_view id;  ///< Stable: reports and scripts name it.
  std::variant<FindingRule, InstanceRule, DrillRule> rule;
  /// Kinds that follow from this one, and are not told beside it of the same instance.
  std::array<std::string_view, explained_max> explains{};
};

/// Every kind, in the order in which a report tells them: what explains most leads.
std::span<const FindingKind> finding_kinds();

/// Every finding of every instance and interruption; a cause that shows more than once is named
/// once, and what follows from one that is named is left out.
std::vector<Finding> find_causes(const Definition& definition, const Observation& observation,
                                 const Work& work);

}  // namespace spotdrill::drill
