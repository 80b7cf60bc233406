#include <fmt/format.h>

#include "base/iso8601.hpp"
#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

std::optional<Finding> never_polled_for_notice(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  // Only the server knows who asked; a workload that ended before its notice had no reason to.
  if (!scene.observation.server_observed || !interruption.notice) return std::nullopt;
  if (interruption.first_seen || scene.instance.first_rebalance_answer) return std::nullopt;
  if (interruption.workload_ended && *interruption.workload_ended < *interruption.notice) {
    return std::nullopt;
  }
  const std::string remedy =
      "Poll http://169.254.169.254/latest/meta-data/spot/instance-action every 5 seconds (with an "
      "IMDSv2 token) and save as soon as it answers 200.";
  if (interruption.first_asked) {
    return Finding{
        .id = "stopped-polling-for-notice",
        .cause =
            "The workload asked for the interruption notice, but not after it was "
            "there.",
        .evidence = fmt::format("first asked {} before the notice, and never got it",
                                time_text(*interruption.notice - *interruption.first_asked)),
        .remedy = remedy};
  }
  return Finding{.id = "never-polled-for-notice",
                 .cause =
                     "The workload never asks for the interruption notice, so its two minutes "
                     "pass unused.",
                 .evidence = fmt::format("no request for spot/instance-action or "
                                         "spot/termination-time came from {} in its whole life",
                                         interruption.instance),
                 .remedy = remedy};
}

}  // namespace spotdrill::drill
