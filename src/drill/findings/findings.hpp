// Findings: what usually makes a workload fail a drill, recognised by what was seen. Each says its
// evidence, and "likely" where the evidence does not prove it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "drill/verdict.hpp"

namespace spotdrill::drill {

/// What a finding looks at.
struct Scene {
  const Definition& definition;
  const Observation& observation;
  const Interruption& interruption;
  const InstanceTimeline& instance;
};

/// What a finding looks at that has nothing to do with an interruption.
struct InstanceScene {
  const Observation& observation;
  const InstanceTimeline& instance;
};

/// Tells whether one cause was at work in one interruption.
using FindingRule = std::optional<Finding> (*)(const Scene& scene);

/// Tells whether one cause was at work on one instance, interrupted or not.
using InstanceRule = std::optional<Finding> (*)(const InstanceScene& scene);

std::optional<Finding> never_polled_for_notice(const Scene& scene);
std::optional<Finding> handles_sigint_not_sigterm(const Scene& scene);
std::optional<Finding> no_sigterm_handler(const Scene& scene);
std::optional<Finding> exited_zero_unfinished(const Scene& scene);
std::optional<Finding> resumed_from_zero(const Scene& scene);
std::optional<Finding> resumed_from_older(const Scene& scene);
std::optional<Finding> checkpoint_not_atomic(const Scene& scene);
std::optional<Finding> crashed(const InstanceScene& scene);
std::optional<Finding> saved_nothing_after_notice(const Scene& scene);
std::optional<Finding> needed_sigkill(const Scene& scene);

/// Every finding of every interruption; a cause that shows more than once is named once.
std::vector<Finding> find_causes(const Definition& definition, const Observation& observation,
                                 const std::vector<Interruption>& interruptions);

}  // namespace spotdrill::drill
