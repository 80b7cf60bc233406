#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "drill/findings/findings.hpp"
#include "drill/findings/interval_text.hpp"

namespace spotdrill::drill {

namespace {

/// The SDKs wait half a second before the first try again, on average, and longer before each that
/// follows: this often, for as many calls as `calls_in_a_row` and more, nobody waits at all.
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior"; botocore, retryhandler.
constexpr Duration storm_interval = 500ms;

/// What AWS's services answer to who asks too often.
/// Source: botocore, retryhandler and "standard" retry mode: the throttling codes.
bool says_throttled(const std::string& code) {
  constexpr std::array<std::string_view, 14> codes{"Throttling",
                                                   "ThrottlingException",
                                                   "ThrottledException",
                                                   "RequestThrottledException",
                                                   "RequestThrottled",
                                                   "TooManyRequestsException",
                                                   "ProvisionedThroughputExceededException",
                                                   "TransactionInProgressException",
                                                   "RequestLimitExceeded",
                                                   "BandwidthLimitExceeded",
                                                   "LimitExceededException",
                                                   "SlowDown",
                                                   "PriorRequestNotComplete",
                                                   "EC2ThrottledException"};
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

std::optional<Finding> retry_storm(const InstanceScene& scene) {
  for (const ApiCalls& calls : scene.instance.api_calls) {
    if (calls.code.empty() || !calls.shortest_interval) continue;
    if (*calls.shortest_interval >= storm_interval) continue;
    return Finding{
        .cause = says_throttled(calls.code)
                     ? std::string{"The workload answers throttling with more calls: it tries "
                                   "again at once, and so it stays throttled."}
                     : fmt::format("The workload tries a call that was refused ({}) again and "
                                   "again without a pause.",
                                   calls.code),
        .evidence = fmt::format("{} of {} was refused with {} {} times or more, at times every {}",
                                calls.operation, scene.instance.id, calls.code, calls.count,
                                interval_text(*calls.shortest_interval)),
        .remedy =
            "Wait longer after each try, with some chance in it (exponential backoff with jitter), "
            "and give up in the end: the SDKs do (AWS_RETRY_MODE=standard or adaptive). Do not "
            "put a loop of your own around them."};
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
