#include <array>

#include "services/fis/action.hpp"

namespace spotdrill::fis {
namespace {

constexpr std::array parameters{
    Parameter{.name = "duration",
              .description = "The duration of the wait (ISO 8601 duration).",
              .min = 1min,
              .max = 12h},
};

Result<Completion, Failure> start(ActionRun& run) {
  return Completion{.at = run.now() + run.duration(parameters[0])};
}

}  // namespace

/// Runs the wait action. Source: FIS User Guide, "AWS FIS Actions reference", wait action:
/// "The duration, from one minute to 12 hours."
constinit const Action wait{
    .id = "aws:fis:wait",
    .description =
        "Wait for the specified duration. Stop condition monitoring will continue during this "
        "time.",
    .parameters = parameters,
    .start = start,
};

}  // namespace spotdrill::fis
