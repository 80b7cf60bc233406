#include "services/states/configuration.hpp"

#include <fmt/format.h>

#include "base/log.hpp"
#include "services/states/catalogue.hpp"
#include "services/states/errors.hpp"

namespace spotdrill::states {
namespace {

/// "SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /". The text of the JSON
/// parser's diagnostics ends with the place by itself; one that has no place is "at null".
std::string describe_diagnostic(const asl::Diagnostic& diagnostic) {
  std::string text = fmt::format("{}: {}", diagnostic.code, diagnostic.message);
  if (diagnostic.location.empty()) return text + " at null";
  if (!diagnostic.message.ends_with(diagnostic.location)) {
    text += fmt::format(" at {}", diagnostic.location);
  }
  return text;
}

bool is_log_group(std::string_view arn) {
  return arn.starts_with("arn:aws") && arn.find(":logs:") != std::string_view::npos &&
         arn.find(":log-group:") != std::string_view::npos;
}

}  // namespace

asl::MachineType machine_type(std::string_view type) {
  return type == "EXPRESS" ? asl::MachineType::Express : asl::MachineType::Standard;
}

std::string describe_mistakes(const asl::Parsed& parsed) {
  std::string mistakes;
  for (const asl::Diagnostic& diagnostic : parsed.diagnostics) {
    if (diagnostic.severity != asl::Diagnostic::Severity::Error) continue;
    mistakes += (mistakes.empty() ? "" : ", ") + describe_diagnostic(diagnostic);
  }
  return mistakes;
}

Result<void> check_definition(std::string_view name, std::string_view text, std::string_view type) {
  const asl::Parsed parsed = asl::parse_definition(text, machine_type(type), &catalogue());
  if (!parsed.valid()) return invalid_definition(describe_mistakes(parsed));
  for (const asl::Diagnostic& diagnostic : parsed.diagnostics) {
    log::warning("state machine {}: {}", name, describe_diagnostic(diagnostic));
  }
  return {};
}

// DEVIATION: executions write nothing into CloudWatch Logs: every log group is taken to exist.
Result<Logging> read_logging(const std::optional<api::states::LoggingConfiguration>& given) {
  Logging logging;
  if (!given) return logging;
  logging.level = given->level.value_or(logging.level);
  logging.include_execution_data = given->include_execution_data.value_or(false);
  const std::size_t count = given->destinations ? given->destinations->size() : 0;
  if (count > 1 || (count == 0 && logging.level != "OFF")) {
    return invalid_logging_configuration("Must specify exactly one Log Destination.");
  }
  if (!given->destinations) return logging;
  logging.destinations.emplace();
  for (const api::states::LogDestination& destination : *given->destinations) {
    const auto& group = destination.cloud_watch_logs_log_group;
    if (!group || !group->log_group_arn || !is_log_group(*group->log_group_arn)) {
      return invalid_logging_configuration("Log Destination not found.");
    }
    logging.destinations->push_back(*group->log_group_arn);
  }
  return logging;
}

// "InvalidEncryptionConfiguration: Received when encryptionConfiguration is specified but various
// conditions exist which make the configuration invalid. For example, if type is set to
// CUSTOMER_MANAGED_KMS_KEY, but kmsKeyId is null, or kmsDataKeyReusePeriodSeconds is not between 60
// and 900, or the KMS key is not symmetric or inactive."
// DEVIATION: there is no KMS: every key is taken to exist, and nothing is encrypted.
Result<Encryption> read_encryption(
    const std::optional<api::states::EncryptionConfiguration>& given) {
  Encryption encryption;
  if (!given) return encryption;
  encryption.type = given->type;
  const bool customer = given->type == "CUSTOMER_MANAGED_KMS_KEY";
  if (customer && !given->kms_key_id) {
    return invalid_encryption_configuration(
        "kmsKeyId must be specified when type is CUSTOMER_MANAGED_KMS_KEY");
  }
  if (!customer && (given->kms_key_id || given->kms_data_key_reuse_period_seconds)) {
    return invalid_encryption_configuration(
        "kmsKeyId and kmsDataKeyReusePeriodSeconds cannot be specified when type is "
        "AWS_OWNED_KEY");
  }
  if (!customer) return encryption;
  /// "Default is 300 seconds."
  constexpr std::int32_t reuse_period_seconds = 300;
  encryption.kms_key_id = *given->kms_key_id;
  encryption.kms_data_key_reuse_period_seconds =
      given->kms_data_key_reuse_period_seconds.value_or(reuse_period_seconds);
  return encryption;
}

api::states::LoggingConfiguration render_logging(const Logging& logging) {
  api::states::LoggingConfiguration rendered{
      .level = logging.level, .include_execution_data = logging.include_execution_data};
  if (!logging.destinations) return rendered;
  rendered.destinations.emplace();
  for (const std::string& arn : *logging.destinations) {
    rendered.destinations->push_back(
        {.cloud_watch_logs_log_group = api::states::CloudWatchLogsLogGroup{.log_group_arn = arn}});
  }
  return rendered;
}

api::states::EncryptionConfiguration render_encryption(const Encryption& encryption) {
  api::states::EncryptionConfiguration rendered{.type = encryption.type};
  if (!encryption.kms_key_id.empty()) rendered.kms_key_id = encryption.kms_key_id;
  rendered.kms_data_key_reuse_period_seconds = encryption.kms_data_key_reuse_period_seconds;
  return rendered;
}

}  // namespace spotdrill::states
