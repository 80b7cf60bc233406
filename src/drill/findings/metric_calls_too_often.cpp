#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/interval_text.hpp"

namespace spotdrill::drill {

namespace {

/// "Metrics produced by AWS services are standard resolution …; high-resolution: one second."
/// Source: CloudWatch User Guide, "Metrics concepts". Nobody can see more than one value a second.
constexpr Duration useful_interval = 1s;

}  // namespace

std::optional<Finding> metric_calls_too_often(const InstanceScene& scene) {
  for (const ApiCalls& calls : scene.instance.api_calls) {
    if (calls.operation != "cloudwatch:PutMetricData" || !calls.shortest_interval) continue;
    if (*calls.shortest_interval >= useful_interval) continue;
    // Many at once and then none for long is a report, and holds no step of the work up.
    const Duration usual = (calls.last - calls.first) / static_cast<std::int64_t>(calls.count);
    if (usual >= useful_interval) continue;
    return Finding{
        .cause =
            "The workload sends metrics more often than once a second; where it waits for "
            "each call, the work likely stalls by them.",
        .evidence =
            fmt::format("{} made {} calls of PutMetricData or more, at times every {}",
                        scene.instance.id, calls.count, interval_text(*calls.shortest_interval)),
        .remedy =
            "Collect values and send them once a minute, up to 1000 in one call (StatisticValues, "
            "or Values and Counts), from a thread of its own; or print them in the embedded metric "
            "format and let the CloudWatch agent send them."};
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
