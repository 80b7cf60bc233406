// What becomes of events, as requests name it and replies show it.
#pragma once

#include <string>

#include "api/lambda.hpp"
#include "base/result.hpp"
#include "services/lambda/errors.hpp"
#include "services/lambda/lambda.hpp"

namespace spotdrill::lambda {

inline std::string event_qualifier(const Named& named) {
  return named.qualifier.empty() ? std::string{latest_version} : named.qualifier;
}

/// Errors: ResourceNotFoundException.
inline Result<const EventConfig*> find_event_config(const Lambda& lambda, const Named& named) {
  const Function* function = TRY(lambda.function(named));
  const auto found = function->event_configs.find(event_qualifier(named));
  if (found != function->event_configs.end()) return &found->second;
  return Refusal<>{{.code = "ResourceNotFoundException",
                    .message = "The function " +
                               function_arn(lambda.place(), named.name, event_qualifier(named)) +
                               " doesn't have an EventInvokeConfig",
                    .extra = {{"Type", "User"}}}};
}

inline api::lambda::FunctionEventInvokeConfig render_event_config(const Lambda& lambda,
                                                                  const Named& named,
                                                                  const EventConfig& config) {
  api::lambda::FunctionEventInvokeConfig shown;
  shown.last_modified = config.modified;
  shown.function_arn = function_arn(lambda.place(), named.name, event_qualifier(named));
  shown.maximum_retry_attempts = config.retries;
  shown.maximum_event_age_in_seconds = config.age;
  auto& destinations = shown.destination_config.emplace();
  auto& success = destinations.on_success.emplace();
  auto& failure = destinations.on_failure.emplace();
  if (!config.on_success.empty()) success.destination = config.on_success;
  if (!config.on_failure.empty()) failure.destination = config.on_failure;
  return shown;
}

}  // namespace spotdrill::lambda
