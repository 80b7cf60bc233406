#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/polling.hpp"

namespace spotdrill::drill {

std::optional<Finding> stopped_polling_for_notice(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!missed_notice(scene) || !interruption.first_asked) return std::nullopt;
  // Who is refused may well go on asking.
  const bool refused =
      !scene.instance.imds_without_token.empty() || !scene.instance.imds_wrong_token.empty();
  if (refused) return std::nullopt;
  return Finding{
      .cause = "The workload asked for the interruption notice, but not after it was there.",
      .evidence = fmt::format("first asked {} before the notice, and never got it",
                              time_text(*interruption.notice - *interruption.first_asked)),
      .remedy = std::string{how_to_poll}};
}

}  // namespace spotdrill::drill
