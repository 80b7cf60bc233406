#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/polling.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

std::optional<Finding> stopped_polling_for_notice(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!missed_notice(scene) || !interruption.first_asked) return std::nullopt;
  if (came_through(scene)) return std::nullopt;  // SIGTERM was enough, or saves at intervals.
  // Who is refused may well go on asking.
  const InstanceScene instance{scene.observation, scene.instance, scene.work, scene.done};
  if (imdsv1_refused(instance) || imds_token_expired(instance)) return std::nullopt;
  return Finding{
      .cause = "The workload asked for the interruption notice, but not after it was there.",
      .evidence = fmt::format("first asked {} before the notice, and never got it",
                              time_text(*interruption.notice - *interruption.first_asked)),
      .remedy = std::string{how_to_poll}};
}

}  // namespace spotdrill::drill
