#include <array>

#include "services/fis/action.hpp"

namespace spotdrill::fis {
namespace {

constexpr std::array parameters{
    Parameter{.name = "duration",
              .description = "The duration, from one minute to 12 hours (ISO 8601 duration).",
              .min = 1min,
              .max = 12h},
    Parameter{.name = "service",
              .description = "The target AWS API namespace.",
              .kind = Parameter::Kind::Service},
    Parameter{.name = "percentage",
              .description = "The percentage (1-100) of calls to inject the fault into.",
              .kind = Parameter::Kind::Percentage},
    Parameter{.name = "operations",
              .description = "The operations to inject the fault into, separated using commas.",
              .kind = Parameter::Kind::Operations},
};

/// The calls themselves ask injected_error().
Result<Completion, Failure> start(ActionRun& run) {
  return Completion{.at = run.now() + run.duration(parameters[0])};
}

}  // namespace

/// Injects throttling errors into requests made by the target IAM roles.
/// Source: FIS User Guide, "AWS FIS Actions reference"; EC2's error as its clients report it:
/// github.com/jclouds/legacy-jclouds/issues/1214.
// DEVIATION: AWS says that "the specific response depends on each service and API"; here it is
// EC2's own answer to who asks too often. The service kinesis, which AWS takes too, is not here.
constinit const Action inject_api_throttle_error{
    .id = "aws:fis:inject-api-throttle-error",
    .description = "Inject throttle errors into AWS API requests made by the specified IAM roles.",
    .target = {.key = "Roles", .resource_type = role_resource},
    .parameters = parameters,
    .start = start,
    .injects = InjectedError{.code = "RequestLimitExceeded",
                             .message = "Request limit exceeded.",
                             .http_status = 503},
};

}  // namespace spotdrill::fis
