#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/polling.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

std::optional<Finding> never_polled_for_notice(const Scene& scene) {
  if (!missed_notice(scene) || scene.interruption.first_asked) return std::nullopt;
  if (came_through(scene)) return std::nullopt;  // SIGTERM was enough, or saves at intervals.
  return Finding{.cause =
                     "The workload never asks for the interruption notice, so its two minutes "
                     "pass unused.",
                 .evidence = fmt::format("no request for spot/instance-action or "
                                         "spot/termination-time came from {} in its whole life",
                                         scene.interruption.instance),
                 .remedy = std::string{how_to_poll}};
}

}  // namespace spotdrill::drill
