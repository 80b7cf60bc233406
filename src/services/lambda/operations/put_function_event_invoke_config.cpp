#include "services/lambda/event_configs.hpp"
#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {
namespace {

/// Errors: InvalidParameterValueException.
Result<void> check_destination(const std::string& arn) {
  const bool here =
      arn.empty() || arn.starts_with("arn:aws:sqs:") || arn.starts_with("arn:aws:sns:");
  if (!here) return not_here("destinations but queues and topics");
  return {};
}

}  // namespace

Result<api::lambda::FunctionEventInvokeConfig> put_function_event_invoke_config(
    Lambda& lambda, const api::lambda::PutFunctionEventInvokeConfigRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  const Function* known = TRY(lambda.function(named));
  TRY(lambda.version(*known, named.qualifier));
  EventConfig config{.retries = request.maximum_retry_attempts,
                     .age = request.maximum_event_age_in_seconds,
                     .on_success = {},
                     .on_failure = {},
                     .modified = lambda.now()};
  if (const auto& destinations = request.destination_config) {
    if (destinations->on_success)
      config.on_success = destinations->on_success->destination.value_or("");
    if (destinations->on_failure)
      config.on_failure = destinations->on_failure->destination.value_or("");
  }
  TRY(check_destination(config.on_success));
  TRY(check_destination(config.on_failure));
  lambda.edit(named.name).event_configs[event_qualifier(named)] = config;
  return render_event_config(lambda, named, config);
}

}  // namespace spotdrill::lambda
