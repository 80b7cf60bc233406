#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "services/ssm/errors.hpp"
#include "services/ssm/operations.hpp"
#include "services/ssm/pattern.hpp"
#include "services/ssm/policies.hpp"
#include "services/ssm/tags.hpp"

namespace spotdrill::ssm {
namespace {

using api::ssm::PutParameterRequest;

/// "Standard parameters have a value limit of 4 KB. Advanced parameters have a value limit of 8
/// KB."
constexpr std::size_t standard_value_max = 4096;
constexpr std::size_t advanced_value_max = 8192;

constexpr std::string_view default_key = "alias/aws/ssm";

Result<void> check_value(const std::string& value) {
  if (value.empty()) {
    return validation_exception(
        "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member "
        "must "
        "have length greater than or equal to 1.");
  }
  // "You can't include values wrapped in double brackets {{}} or {{ssm:parameter-name}} in a
  // parameter value."
  const std::size_t open = value.find("{{");
  if (open != std::string::npos && value.find("}}", open + 2) != std::string::npos) {
    return validation_exception(
        "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
  }
  return {};
}

Result<std::string> choose_type(const PutParameterRequest& request,
                                const ParameterVersion* before) {
  // AWS's reference says that a type cannot be changed; AWS changes it (Terraform's tests do).
  if (request.type) return *request.type;
  if (before != nullptr) return before->type;
  return validation_exception("A parameter type is required when you create a parameter.");
}

bool image_id(std::string_view value) {
  if (!value.starts_with("ami-")) return false;
  value.remove_prefix(4);
  return (value.size() == 8 || value.size() == 17) &&
         std::all_of(value.begin(), value.end(), [](unsigned char c) { return std::isxdigit(c); });
}

// DEVIATION: AWS checks later that the image exists, and drops the version when it does not; here
// the form is checked at once, and any image will do.
Result<std::string> choose_data_type(const PutParameterRequest& request,
                                     const ParameterVersion* before) {
  const std::string type =
      request.data_type.value_or(before != nullptr ? before->data_type : std::string{"text"});
  if (type == "text") return type;
  if (type != "aws:ec2:image") {
    return validation_exception(fmt::format(
        "The following data type is not supported: {} (Data type names are all lowercase.)", type));
  }
  if (!image_id(request.value)) {
    return validation_exception(fmt::format(
        "The parameter value {} is not a valid Amazon Machine Image ID.", request.value));
  }
  return type;
}

Result<std::string> choose_policies(const PutParameterRequest& request,
                                    const ParameterVersion* before) {
  // "All existing policies are preserved until you send new policies or an empty policy."
  if (request.policies) return check_policies(*request.policies);
  return before != nullptr ? before->policies : std::string{};
}

/// Whether there are as many parameters of the tier as there may be.
bool reached(const Ssm& ssm, std::string_view tier, std::size_t limit) {
  // Counting is dear; there cannot be too many of a tier among fewer in all.
  return ssm.parameters().size() >= limit && ssm.count(tier) >= limit;
}

Result<std::string> choose_tier(const Ssm& ssm, const PutParameterRequest& request,
                                const ParameterVersion* before, bool policies) {
  const bool was_advanced = before != nullptr && before->tier == "Advanced";
  std::string tier = request.tier.value_or(was_advanced ? "Advanced" : "Standard");
  if (tier == "Intelligent-Tiering") {
    // "Options that require an advanced parameter include the following: The content size of the
    // parameter is more than 4 KB. The parameter uses a parameter policy. More than 10,000
    // parameters already exist ..."
    const bool full = before == nullptr && reached(ssm, "Standard", standard_parameters_max);
    const bool large = request.value.size() > standard_value_max;
    tier = was_advanced || policies || large || full ? "Advanced" : "Standard";
  }
  if (tier == "Standard" && was_advanced) {
    return validation_exception(
        "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the "
        "advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the "
        "advanced parameter and recreate it as a standard parameter. Be aware that standard "
        "parameters have a value limit of 4096 characters.");
  }
  if (tier == "Standard" && policies) {
    // DEVIATION: AWS's wording is not known.
    return validation_exception("Parameter policies require the advanced-parameter tier.");
  }
  if (tier == "Standard" && request.value.size() > standard_value_max) {
    return validation_exception(
        "Standard tier parameters support a maximum parameter value of 4096 characters. To create "
        "a "
        "larger parameter value, upgrade the parameter to use the advanced-parameter tier. For "
        "more "
        "information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/"
        "parameter-store-advanced-parameters.html");
  }
  if (request.value.size() > advanced_value_max) {
    return validation_exception(
        "The specified parameter value is too large. Advanced-tier parameters support a maximum "
        "parameter value of 8192 characters.");
  }
  const bool advanced = tier == "Advanced";
  const std::size_t limit = advanced ? advanced_parameters_max : standard_parameters_max;
  const bool joins = before == nullptr || before->tier != tier;
  if (joins && reached(ssm, tier, limit)) return parameter_limit_exceeded(tier, limit);
  return tier;
}

/// What must hold before there may be a new version of an existing parameter.
Result<void> check_overwrite(const Ssm& ssm, const PutParameterRequest& request,
                             const ParameterRecord& parameter) {
  if (!request.overwrite.value_or(false)) return parameter_already_exists();
  if (parameter.latest - parameter.oldest + 1 < versions_max) return {};
  const ParameterVersion* oldest = ssm.select(parameter, fmt::format(":{}", parameter.oldest));
  if (oldest != nullptr && !oldest->labels.empty()) {
    return parameter_max_version_limit_exceeded(parameter.name, parameter.oldest);
  }
  return {};
}

/// The new version, complete but for its number.
Result<ParameterVersion> next_version(const Ssm& ssm, const PutParameterRequest& request,
                                      const ParameterVersion* before) {
  TRY(check_value(request.value));
  ParameterVersion next{.type = TRY(choose_type(request, before)), .value = request.value};
  next.data_type = TRY(choose_data_type(request, before));
  next.policies = TRY(choose_policies(request, before));
  next.tier = TRY(choose_tier(ssm, request, before, !next.policies.empty()));
  if (before != nullptr) {
    next.description = before->description;
    next.allowed_pattern = before->allowed_pattern;
    next.key_id = before->key_id;
  }
  if (request.description) next.description = *request.description;
  if (request.allowed_pattern) next.allowed_pattern = *request.allowed_pattern;
  if (request.key_id) next.key_id = *request.key_id;
  if (next.type != "SecureString") next.key_id.clear();
  if (next.type == "SecureString" && next.key_id.empty()) next.key_id = default_key;
  if (!next.allowed_pattern.empty()) TRY(check_pattern(next.allowed_pattern, next.value));
  return next;
}

}  // namespace

Result<api::ssm::PutParameterResult> put_parameter(Ssm& ssm, const PutParameterRequest& request,
                                                   const wire::Context& context) {
  if (request.overwrite.value_or(false) && !request.tags.empty()) {
    return validation_exception(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with "
        "tags, please remove overwrite flag. To update tags for an existing parameter, please use "
        "AddTagsToResource or RemoveTagsFromResource.");
  }
  const std::string name = TRY(check_new_name(request.name, ssm.place()));
  const std::string key = canonical_name(name);
  const ParameterRecord* existing = ssm.find(key);
  if (existing != nullptr) TRY(check_overwrite(ssm, request, *existing));
  ParameterVersion version =
      TRY(next_version(ssm, request, existing != nullptr ? &ssm.latest(*existing) : nullptr));
  auto tags = TRY(with_tags({}, request.tags));

  version.version = existing != nullptr ? existing->latest + 1 : 1;
  version.last_modified = ssm.now();
  version.last_modified_user = context.caller_arn;
  api::ssm::PutParameterResult result{.version = version.version, .tier = version.tier};
  ssm.put(name, std::move(version));
  if (!tags.empty()) ssm.edit(key).tags = std::move(tags);
  return result;
}

}  // namespace spotdrill::ssm
