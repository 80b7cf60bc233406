#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/polling.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

namespace {

/// "We recommend that you check for these interruption notices every 5 seconds."
/// Source: EC2 User Guide, "Spot Instance interruption notices". Six times that is no chance delay:
/// at a high speed each request takes seconds of drill time.
constexpr Duration seen_within = 30s;

/// Who lost nothing and always has half of the two minutes left asks seldom, but not too seldom.
constexpr Duration enough_within = 60s;

}  // namespace

std::optional<Finding> notice_seen_late(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!scene.observation.server_observed || !interruption.notice || !interruption.first_seen) {
    return std::nullopt;
  }
  // Who had read the recommendation knew already.
  const Duration delay = *interruption.heard - *interruption.notice;
  const std::optional<Duration> interval = scene.instance.notice_poll_interval;
  const bool seldom = interval && *interval > seen_within && !scene.instance.first_rebalance_answer;
  if (delay <= seen_within && !seldom) return std::nullopt;
  const bool enough = delay <= enough_within && (!interval || *interval <= enough_within);
  if (enough && came_through(scene)) return std::nullopt;
  std::string evidence = fmt::format("{} read the notice {} after it was there",
                                     interruption.instance, time_text(delay));
  if (interval) evidence += fmt::format(", and asked for it every {}", time_text(*interval));
  return Finding{
      .cause = delay > seen_within
                   ? fmt::format("The workload asks for the interruption notice too seldom: {} of "
                                 "its two minutes had passed when it was read.",
                                 time_text(delay))
                   : std::string{"The workload asks for the interruption notice too seldom; this "
                                 "time it was lucky."},
      .evidence = std::move(evidence),
      .remedy = fmt::format("{} Ask from a thread or process of its own, so that no long step of "
                            "the work holds it up.",
                            how_to_poll)};
}

}  // namespace spotdrill::drill
