#include "services/lambda/render.hpp"

#include "base/iso8601.hpp"

namespace spotdrill::lambda {
namespace {

/// "2026-12-01T05:00:00.000+0000".
std::string modified_text(Instant at) {
  std::string text = iso8601_millis(at);
  text.pop_back();
  return text + "+0000";
}

}  // namespace

api::lambda::FunctionConfiguration render(const Lambda& lambda, const Function& function,
                                          const Version& version, bool qualified) {
  api::lambda::FunctionConfiguration shown;
  shown.function_name = function.name;
  shown.function_arn =
      function_arn(lambda.place(), function.name, qualified ? version.version : std::string{});
  shown.runtime = version.runtime;
  shown.role = version.role;
  shown.handler = version.handler;
  shown.code_size = version.code.bytes;
  shown.description = version.description;
  shown.timeout = version.timeout;
  shown.memory_size = version.memory;
  shown.last_modified = modified_text(version.modified);
  shown.code_sha256 = version.code.sha256;
  shown.version = version.version;
  if (!version.dead_letters.empty())
    shown.dead_letter_config.emplace().target_arn = version.dead_letters;
  if (!version.environment.empty()) shown.environment.emplace().variables = version.environment;
  if (!version.kms_key.empty()) shown.kms_key_arn = version.kms_key;
  shown.tracing_config.emplace().mode = version.tracing.empty() ? "PassThrough" : version.tracing;
  shown.revision_id = version.revision;
  // DEVIATION: there is no "Pending" and no "InProgress": what was changed is so at once.
  shown.state = "Active";
  shown.last_update_status = "Successful";
  shown.package_type = "Zip";
  shown.architectures = version.architectures;
  shown.ephemeral_storage.emplace().size = version.storage;
  auto& snapshots = shown.snap_start.emplace();
  snapshots.apply_on = "None";
  snapshots.optimization_status = "Off";
  auto& logging = shown.logging_config.emplace();
  logging.log_format = "Text";
  logging.log_group =
      version.log_group.empty() ? "/aws/lambda/" + function.name : version.log_group;
  return shown;
}

api::lambda::AliasConfiguration render(const Lambda& lambda, const Function& function,
                                       const Alias& alias) {
  api::lambda::AliasConfiguration shown;
  shown.alias_arn = function_arn(lambda.place(), function.name, alias.name);
  shown.name = alias.name;
  shown.function_version = alias.version;
  shown.description = alias.description;
  shown.revision_id = alias.revision;
  if (!alias.weights.empty()) {
    shown.routing_config.emplace().additional_version_weights = alias.weights;
  }
  return shown;
}

}  // namespace spotdrill::lambda
