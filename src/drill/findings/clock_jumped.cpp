#include <fmt/format.h>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

std::optional<Finding> clock_jumped(const Observation& observation) {
  if (!observation.clock_jump) return std::nullopt;
  const ClockJump& jump = *observation.clock_jump;
  const bool forward = jump.by > Duration::zero();
  return Finding{
      .cause = fmt::format("The clock jumped {} during the drill: times and losses in this report "
                           "are wrong by as much, and a job that measures with it likely went "
                           "wrong too.",
                           forward ? "ahead" : "back"),
      .evidence =
          fmt::format("{} into the drill the clock was {} {} of where it should have been",
                      time_text(jump.at - observation.began),
                      time_text(forward ? jump.by : -jump.by), forward ? "ahead" : "behind"),
      .remedy =
          "Repeat the drill on a machine that is not suspended and whose clock is not set "
          "meanwhile. In the job, measure with a clock that only goes on (CLOCK_MONOTONIC, "
          "time.monotonic()) and name checkpoints by their step, not by the time."};
}

}  // namespace spotdrill::drill
