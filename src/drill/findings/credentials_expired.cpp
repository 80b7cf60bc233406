#include <fmt/format.h>

#include <algorithm>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

namespace {

/// What AWS answers once a role's session has ended. EC2 has one code for that and for a request
/// that was signed long ago.
bool says_expired(const std::string& code) {
  return code == "ExpiredToken" || code == "ExpiredTokenException" || code == "RequestExpired";
}

/// Whether the same was called with success later: whoever was refused took new credentials.
bool was_renewed(const InstanceTimeline& instance, const ApiCalls& refused) {
  return std::any_of(instance.api_calls.begin(), instance.api_calls.end(),
                     [&](const ApiCalls& each) {
                       return each.operation == refused.operation && each.code.empty() &&
                              each.last > refused.first;
                     });
}

}  // namespace

std::optional<Finding> credentials_expired(const InstanceScene& scene) {
  for (const ApiCalls& calls : scene.instance.api_calls) {
    if (!says_expired(calls.code) || was_renewed(scene.instance, calls)) continue;
    const bool certain = calls.code != "RequestExpired";
    return Finding{
        .cause = fmt::format("The workload {} credentials of its role past their end, and is "
                             "refused.",
                             certain ? "uses" : "likely uses"),
        .evidence = fmt::format("{} of {} was refused with {}, {} times at least, first {} after "
                                "the instance was requested",
                                calls.operation, scene.instance.id, calls.code, calls.count,
                                time_text(calls.first - scene.instance.requested)),
        .remedy =
            "Do not copy credentials into variables or files: let the SDK take them from the "
            "instance metadata, which renews them before they end. Whoever must copy them reads "
            "'Expiration' and takes new ones some minutes earlier."};
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
