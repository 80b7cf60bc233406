#include "services/cloudformation/targets.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/base64.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/template/serverless/transform.hpp"
#include "services/cloudformation/template_url.hpp"
#include "services/cloudformation/type_checks.hpp"

namespace spotdrill::cloudformation {
namespace {

/// "A maximum number of 50 tags can be specified."
constexpr std::size_t stack_tags_max = 50;

using Declared = std::map<std::string, ParameterDeclared>;

Result<Declared> check_template(const std::string& text, const TargetRequest& request) {
  const auto whole = read_template(text);
  if (!whole.has_value()) return invalid(whole.error().message);
  auto declared = read_parameters(whole->parameters);
  if (!declared.has_value()) return invalid(declared.error());
  if (const auto mistakes = check_types(*whole); !mistakes.empty()) {
    std::vector<std::string> messages;
    for (const TemplateMistake& each : mistakes) messages.push_back(each.message);
    return invalid(fmt::format("{}", fmt::join(messages, "; ")));
  }
  const auto has = [&](std::string_view name) {
    return std::ranges::find(request.capabilities, name) != request.capabilities.end();
  };
  const Capabilities needed = needed_capabilities(*whole);
  const auto& transforms = whole->transforms;
  if (!request.reviewed && !has("CAPABILITY_AUTO_EXPAND") &&
      std::ranges::find(transforms, serverless_transform) != transforms.end()) {
    return missing_capabilities({"CAPABILITY_AUTO_EXPAND"});
  }
  for (const std::string& name : needed.names) {
    if (!has(name) && !has("CAPABILITY_NAMED_IAM")) return missing_capabilities(needed.names);
  }
  return std::move(*declared);
}

/// The values that the request, what there was and the declarations give, in this order.
Result<Texts> gather_parameters(const Declared& declared, const TargetRequest& request,
                                const TargetRecord* previous) {
  Texts values;
  std::vector<std::string> unknown;
  for (const api::cloudformation::Parameter& each : request.parameters) {
    const std::string key = each.parameter_key.value_or("");
    if (!declared.contains(key)) {
      unknown.push_back(key);
    } else if (each.use_previous_value.value_or(false)) {
      if (previous == nullptr || !previous->parameters.contains(key)) {
        return invalid(
            fmt::format("Invalid input for parameter key {}. Cannot specify usePreviousValue as "
                        "true for a parameter key not in the previous template",
                        key));
      }
      values[key] = previous->parameters.at(key);
    } else if (each.parameter_value) {
      values[key] = *each.parameter_value;
    }
  }
  if (!unknown.empty()) {
    return invalid(
        fmt::format("Parameters: [{}] do not exist in the template", fmt::join(unknown, ", ")));
  }
  std::vector<std::string> missing;
  for (const auto& [key, parameter] : declared) {
    if (values.contains(key)) continue;
    if (!parameter.default_value) missing.push_back(key);
    values[key] = parameter.default_value.value_or("");
  }
  if (missing.empty()) return values;
  return invalid(fmt::format("Parameters: [{}] must have values", fmt::join(missing, ", ")));
}

/// The value of a parameter of Systems Manager. Errors: ValidationError.
Result<std::string> ssm_value(CloudFormation& cloudformation, const std::string& key,
                              const std::string& name, const wire::Context& context) {
  const auto output =
      cloudformation.calls().call_now("ssm", "GetParameter", {{"Name", name}}, context);
  if (!output.has_value()) {
    return invalid(
        fmt::format("Unable to fetch parameters [{}] from parameter store for this "
                    "account.",
                    name));
  }
  const json::object& parameter = output->get_object().at("Parameter").get_object();
  if (string_at(parameter, "Type") == "SecureString") {
    return invalid(
        fmt::format("Parameters [{}] referenced by template have types not supported by "
                    "CloudFormation. ({})",
                    name, key));
  }
  return std::string{string_at(parameter, "Value")};
}

Result<void> check_values(CloudFormation& cloudformation, const Declared& declared,
                          TargetRecord& target, const wire::Context& context) {
  for (const auto& [key, parameter] : declared) {
    const std::string& given = target.parameters.at(key);
    if (is_ssm_value(parameter.type)) {
      target.resolved[key] = TRY(ssm_value(cloudformation, key, given, context));
    }
    const auto value = parameter_value(key, parameter, given);
    if (!value.has_value()) return invalid(value.error());
  }
  return {};
}

/// "ResourceTypes": what the caller lets the template make.
Result<void> check_allowed_types(const Reading& reading, const std::vector<std::string>& allowed) {
  if (allowed.empty()) return {};
  for (const auto& [id, resource] : reading.whole.resources) {
    const bool is_allowed = std::ranges::any_of(allowed, [&](std::string_view each) {
      if (each.ends_with('*')) return resource.type.starts_with(each.substr(0, each.size() - 1));
      return resource.type == each;
    });
    if (is_allowed) continue;
    return invalid(
        fmt::format("Resource type {} of resource {} is not allowed by parameter "
                    "ResourceTypes",
                    resource.type, id));
  }
  return {};
}

Result<std::string> wanted_text(CloudFormation& cloudformation, const TargetRequest& request,
                                const TargetRecord* previous, const wire::Context& context) {
  if (!request.use_previous_template) {
    return template_text(cloudformation, request.body, request.url, context);
  }
  if (previous == nullptr) return invalid("Previous template does not exist.");
  return previous->body;
}

}  // namespace

Result<std::string> template_text(CloudFormation& cloudformation,
                                  const std::optional<std::string>& body,
                                  const std::optional<std::string>& url,
                                  const wire::Context& context) {
  if (body.has_value() == url.has_value()) {
    return invalid("Either Template URL or Template Body must be specified.");
  }
  if (body) {
    if (body->size() <= template_body_bytes_max) return *body;
    return invalid(
        fmt::format("1 validation error detected: Value at 'templateBody' failed to satisfy "
                    "constraint: Member must have length less than or equal to {}",
                    template_body_bytes_max));
  }
  const auto object = object_of_url(*url);
  if (!object) return invalid("TemplateURL must be a supported URL.");
  json::object input{{"Bucket", object->bucket}, {"Key", object->key}};
  if (!object->version.empty()) input.emplace("VersionId", object->version);
  const auto output = cloudformation.calls().call_now("s3", "GetObject", input, context);
  if (!output.has_value()) return invalid(fmt::format("S3 error: {}", output.error().message));
  auto text = base64_decode(string_at(output->get_object(), "Body"));
  if (!text || text->size() > template_object_bytes_max) {
    return invalid(
        fmt::format("Template may not exceed {} bytes in size.", template_object_bytes_max));
  }
  return std::move(*text);
}

Result<TargetRecord> make_target(CloudFormation& cloudformation, const TargetRequest& request,
                                 const TargetRecord* previous, const std::string& name,
                                 const wire::Context& context) {
  TargetRecord target;
  target.body = TRY(wanted_text(cloudformation, request, previous, context));
  const Declared declared = TRY(check_template(target.body, request));
  target.parameters = TRY(gather_parameters(declared, request, previous));
  TRY(check_values(cloudformation, declared, target, context));
  // "If you don't specify tags, CloudFormation doesn't modify the stack's tags."
  if (request.tags.empty() && previous != nullptr) target.tags = previous->tags;
  for (const api::cloudformation::Tag& tag : request.tags) target.tags[tag.key] = tag.value;
  if (target.tags.size() > stack_tags_max) {
    return invalid("Tags: a stack can have 50 tags at most.");
  }
  target.capabilities = request.capabilities;
  target.notifications = request.notifications;
  target.role = request.role;
  if (!target.role && previous != nullptr) target.role = previous->role;
  // DEVIATION: topics are kept and not told of events.
  auto reading = read_target(cloudformation, target, name, "");
  if (!reading.has_value()) return invalid(reading.error());
  TRY(check_allowed_types(**reading, request.resource_types));
  return target;
}

}  // namespace spotdrill::cloudformation
