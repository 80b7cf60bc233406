// What the findings about asking for the interruption notice have in common.
#pragma once

#include <string_view>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

inline constexpr std::string_view how_to_poll =
    "Poll http://169.254.169.254/latest/meta-data/spot/instance-action every 5 seconds (with an "
    "IMDSv2 token) and save as soon as it answers 200.";

/// Whether nothing inside was told of the interruption, though it ran when the notice was there.
/// Only our server knows who asked.
inline bool missed_notice(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!scene.observation.server_observed || !interruption.notice) return false;
  if (interruption.first_seen || scene.instance.first_rebalance_answer) return false;
  // A workload that ended before its notice had no reason to ask for it.
  return !interruption.workload_ended || *interruption.workload_ended >= *interruption.notice;
}

}  // namespace spotdrill::drill
