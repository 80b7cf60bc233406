#include "services/lambda/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/base64.hpp"
#include "base/json.hpp"
#include "base/openssl.hpp"
#include "services/lambda/errors.hpp"

namespace spotdrill::lambda {
namespace {

/// Source: Lambda Developer Guide, "Lambda quotas".
constexpr std::int32_t timeout_max = 900;
constexpr std::int32_t memory_max = 10'240;
constexpr std::size_t environment_bytes_max = 4096;

/// What Lambda sets itself.
/// Source: Lambda Developer Guide, "Defined runtime environment variables".
constexpr std::array<std::string_view, 17> reserved_names{"AWS_ACCESS_KEY",
                                                          "AWS_ACCESS_KEY_ID",
                                                          "AWS_DEFAULT_REGION",
                                                          "AWS_EXECUTION_ENV",
                                                          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                                                          "AWS_LAMBDA_FUNCTION_NAME",
                                                          "AWS_LAMBDA_FUNCTION_VERSION",
                                                          "AWS_LAMBDA_INITIALIZATION_TYPE",
                                                          "AWS_LAMBDA_LOG_GROUP_NAME",
                                                          "AWS_LAMBDA_LOG_STREAM_NAME",
                                                          "AWS_LAMBDA_RUNTIME_API",
                                                          "AWS_REGION",
                                                          "AWS_SECRET_ACCESS_KEY",
                                                          "AWS_SESSION_TOKEN",
                                                          "LAMBDA_RUNTIME_DIR",
                                                          "LAMBDA_TASK_ROOT",
                                                          "_HANDLER"};

bool is_variable_name(std::string_view name) {
  return name.size() >= 2 && std::isalpha(static_cast<unsigned char>(name[0])) != 0 &&
         std::ranges::all_of(name, [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
         });
}

bool runs_here(std::string_view runtime) {
  return runtime.starts_with("python3.") || runtime.starts_with("nodejs1") ||
         runtime.starts_with("nodejs2") || runtime == "provided.al2" ||
         runtime == "provided.al2023";
}

Refusal<> code_refusal(CodeProblem problem) {
  switch (problem) {
    case CodeProblem::Empty:
      return empty_zip();
    case CodeProblem::TooLarge:
      return unzipped_too_large();
    case CodeProblem::DiskFull:
      return no_room();
    case CodeProblem::NoZip:
      break;
  }
  return not_unzipped();
}

/// What a version is but for its number, its revision and its description.
bool same_but_for_number(const Version& a, Version b) {
  b.version = a.version;
  b.revision = a.revision;
  b.description = a.description;
  b.modified = a.modified;
  return record::to_json(a) == record::to_json(b);
}

}  // namespace

Result<void> check_runtime(std::string_view runtime) {
  constexpr std::array<std::string_view, 3> others{"java", "dotnet", "ruby"};
  if (runs_here(runtime)) return {};
  const bool known =
      runtime.starts_with("nodejs") || runtime == "python2.7" || runtime == "provided" ||
      runtime == "go1.x" ||
      std::ranges::any_of(others, [&](auto each) { return runtime.starts_with(each); });
  if (known) return not_here(fmt::format("the runtime '{}'", runtime));
  return invalid_value(fmt::format(
      "Value {} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: "
      "[nodejs20.x, nodejs22.x, python3.11, python3.12, python3.13, provided.al2, "
      "provided.al2023] or be a valid ARN",
      runtime));
}

Result<void> set_limits(Version& version, std::optional<std::int32_t> timeout,
                        std::optional<std::int32_t> memory,
                        const std::optional<api::lambda::EphemeralStorage>& storage) {
  if (timeout && *timeout > timeout_max) {
    return broken_constraint(std::to_string(*timeout), "timeout",
                             "Member must have value less than or equal to 900");
  }
  if (memory && *memory > memory_max) {
    return broken_constraint(std::to_string(*memory), "memorySize",
                             "Member must have value less than or equal to 10240");
  }
  if (timeout) version.timeout = *timeout;
  if (memory) version.memory = *memory;
  // DEVIATION: /tmp is as large as the instances' root volumes may become, whatever is asked for.
  if (storage) version.storage = storage->size;
  return {};
}

Result<void> set_environment(Version& version,
                             const std::optional<api::lambda::Environment>& environment) {
  if (!environment) return {};
  std::string reserved;
  json::object measured;
  for (const auto& [name, value] : environment->variables) {
    if (!is_variable_name(name)) {
      return broken_constraint(
          "{" + name + "}", "environment.variables",
          "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: "
          "[a-zA-Z]([a-zA-Z0-9_])+]");
    }
    if (std::ranges::find(reserved_names, name) != reserved_names.end()) {
      reserved += (reserved.empty() ? "" : ", ") + name;
    }
    measured.emplace(name, value);
  }
  if (!reserved.empty()) return reserved_variables(reserved);
  const std::string text = to_text(measured);
  if (text.size() > environment_bytes_max) return variables_too_large(text);
  version.environment = environment->variables;
  return {};
}

Result<void> set_logging(Version& version,
                         const std::optional<api::lambda::LoggingConfig>& logging) {
  if (!logging) return {};
  if (logging->log_format.value_or("Text") != "Text") return not_here("logs in JSON");
  version.log_group = logging->log_group.value_or("");
  return {};
}

Result<void> check_architectures(const std::vector<std::string>& architectures) {
  // DEVIATION: whatever is said, the code is run by this computer's processor.
  if (architectures.size() <= 1) return {};
  return broken_constraint("[" + architectures[0] + ", " + architectures[1] + "]", "architectures",
                           "Member must have length less than or equal to 1");
}

Result<Code> keep_code(Lambda& lambda, const std::optional<std::string>& zip,
                       const std::optional<std::string>& bucket,
                       const std::optional<std::string>& key,
                       const std::optional<std::string>& version,
                       const std::optional<std::string>& image) {
  if (image) return not_here("functions from container images");
  std::string fetched;
  if (!zip) {
    if (!bucket || !key) return no_code();
    auto object = lambda.outside().object(lambda.place().region, *bucket, *key, version);
    if (!object.has_value()) return no_object(object.error().code, object.error().message);
    fetched = std::move(*object);
  }
  const std::string& bytes = zip ? *zip : fetched;
  Code code{.id = lambda.new_code_id(),
            .bytes = static_cast<std::int64_t>(bytes.size()),
            .sha256 = base64_encode(evp_digest(EVP_sha256(), bytes))};
  const auto kept = lambda.outside().host->keep_code(code.id, bytes);
  if (!kept.has_value()) return code_refusal(kept.error());
  return code;
}

Result<Version> publish(Lambda& lambda, Function& function,
                        const std::optional<std::string>& description) {
  if (!function.versions.empty() &&
      same_but_for_number(function.versions.back(), function.latest)) {
    return function.versions.back();
  }
  if (function.versions.size() >= versions_max) {
    return invalid_value(fmt::format("spotdrill keeps {} versions of a function.", versions_max));
  }
  Version version = function.latest;
  version.version = std::to_string(++function.last_version);
  version.revision = lambda.new_id();
  version.modified = lambda.now();
  if (description) version.description = *description;
  function.versions.push_back(version);
  return version;
}

Result<void> check_revision(const std::optional<std::string>& wanted, const std::string& revision) {
  if (wanted && *wanted != revision) return other_revision();
  return {};
}

}  // namespace spotdrill::lambda
