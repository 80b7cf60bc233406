// What CreateFunction and the updates say of a version: read, checked, and put into it. What is not
// here is refused by name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/lambda.hpp"
#include "base/result.hpp"
#include "services/lambda/errors.hpp"
#include "services/lambda/lambda.hpp"
#include "services/lambda/records.hpp"

namespace spotdrill::lambda {

/// What both requests have.
/// Errors: InvalidParameterValueException, ValidationException.
Result<void> check_runtime(std::string_view runtime);
Result<void> set_limits(Version& version, std::optional<std::int32_t> timeout,
                        std::optional<std::int32_t> memory,
                        const std::optional<api::lambda::EphemeralStorage>& storage);
Result<void> set_environment(Version& version,
                             const std::optional<api::lambda::Environment>& environment);
Result<void> set_logging(Version& version,
                         const std::optional<api::lambda::LoggingConfig>& logging);
Result<void> check_architectures(const std::vector<std::string>& architectures);

/// Whether the request asks for something that is not here. Errors: InvalidParameterValueException.
template <class Request>
Result<void> check_served(const Request& request) {
  if (request.image_config) return not_here("functions from container images");
  if (!request.layers.empty()) return not_here("layers");
  if (request.snap_start && request.snap_start->apply_on.value_or("None") != "None") {
    return not_here("SnapStart");
  }
  // DEVIATION: functions reach what instances reach, whatever VpcConfig says.
  if (!request.file_system_configs.empty()) return not_here("file systems of functions");
  if (request.capacity_provider_config) return not_here("capacity providers");
  if (request.durable_config) return not_here("durable functions");
  return {};
}

/// Everything that both requests say of a version.
template <class Request>
Result<void> apply_settings(Version& version, const Request& request) {
  if (request.runtime) TRY(check_runtime(*request.runtime));
  TRY(set_limits(version, request.timeout, request.memory_size, request.ephemeral_storage));
  TRY(set_environment(version, request.environment));
  TRY(set_logging(version, request.logging_config));
  if (request.runtime) version.runtime = *request.runtime;
  if (request.handler) version.handler = *request.handler;
  if (request.description) version.description = *request.description;
  if (request.kms_key_arn) version.kms_key = *request.kms_key_arn;
  if (request.dead_letter_config) {
    version.dead_letters = request.dead_letter_config->target_arn.value_or("");
  }
  if (request.tracing_config)
    version.tracing = request.tracing_config->mode.value_or("PassThrough");
  return {};
}

/// The code of a request: a zip in it, or an object of S3's; nothing was kept where it is refused.
/// Errors: InvalidParameterValueException, ServiceException.
Result<Code> keep_code(Lambda& lambda, const std::optional<std::string>& zip,
                       const std::optional<std::string>& bucket,
                       const std::optional<std::string>& key,
                       const std::optional<std::string>& version,
                       const std::optional<std::string>& image);

/// Publishes what is the latest, unless nothing has changed since: then the version that is so.
/// Errors: InvalidParameterValueException.
Result<Version> publish(Lambda& lambda, Function& function,
                        const std::optional<std::string>& description);

/// Errors: PreconditionFailedException.
Result<void> check_revision(const std::optional<std::string>& wanted, const std::string& revision);

}  // namespace spotdrill::lambda
