#include "services/cloudformation/dynamic.hpp"

#include <fmt/format.h>

#include <vector>

#include "services/cloudformation/template/scalar.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::string_view opening = "{{resolve:";
constexpr std::string_view closing = "}}";

std::vector<std::string> by_colons(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t colon = text.find(':');
    parts.emplace_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

Refusal<std::string> not_resolved(std::string_view reference, std::string_view why) {
  return refuse(
      fmt::format("Could not resolve the reference {{{{resolve:{}}}}}: {}", reference, why));
}

/// "ssm:NAME" or "ssm:NAME:VERSION".
Result<std::string, std::string> parameter_of(std::string_view reference, bool secure, Calls& calls,
                                              const wire::Context& context) {
  const std::string name{reference.substr(reference.find(':') + 1)};
  const auto output =
      calls.call_now("ssm", "GetParameter", {{"Name", name}, {"WithDecryption", secure}}, context);
  if (!output.has_value()) return not_resolved(reference, output.error().message);
  const json::object& parameter = output->get_object().at("Parameter").get_object();
  if (!secure && string_at(parameter, "Type") == "SecureString") {
    return not_resolved(reference, "a SecureString is resolved by ssm-secure");
  }
  return std::string{string_at(parameter, "Value")};
}

/// "secretsmanager:ID:SecretString:KEY:STAGE:VERSION"; an ARN has colons of its own.
Result<std::string, std::string> secret_of(std::string_view reference, Calls& calls,
                                           const wire::Context& context) {
  constexpr std::size_t arn_parts = 7;
  std::vector<std::string> parts = by_colons(reference.substr(reference.find(':') + 1));
  std::string id = parts.front();
  std::size_t next = 1;
  if (id == "arn" && parts.size() >= arn_parts) {
    while (next < arn_parts) id += ":" + parts[next++];
  }
  const auto part = [&](std::size_t index) {
    return next + index < parts.size() ? parts[next + index] : std::string{};
  };
  json::object input{{"SecretId", id}};
  if (!part(2).empty()) input.emplace("VersionStage", part(2));
  if (!part(3).empty()) input.emplace("VersionId", part(3));
  const auto output = calls.call_now("secretsmanager", "GetSecretValue", input, context);
  if (!output.has_value()) return not_resolved(reference, output.error().message);
  std::string text{string_at(output->get_object(), "SecretString")};
  if (part(1).empty()) return text;
  const auto object = parse_json(text);
  const json::value* found = object.has_value() && object->is_object()
                                 ? object->get_object().if_contains(part(1))
                                 : nullptr;
  if (found == nullptr) return not_resolved(reference, "the secret has no such key");
  return scalar_text(*found).value_or(to_text(*found));
}

Result<std::string, std::string> resolved_text(std::string_view text, Calls& calls,
                                               const wire::Context& context) {
  std::string result;
  while (true) {
    const std::size_t begin = text.find(opening);
    const std::size_t end = begin == std::string_view::npos ? begin : text.find(closing, begin);
    if (end == std::string_view::npos) return result.append(text);
    result.append(text.substr(0, begin));
    const std::string_view reference =
        text.substr(begin + opening.size(), end - begin - opening.size());
    if (reference.starts_with("ssm:") || reference.starts_with("ssm-secure:")) {
      result += TRY(parameter_of(reference, reference.starts_with("ssm-"), calls, context));
    } else if (reference.starts_with("secretsmanager:")) {
      result += TRY(secret_of(reference, calls, context));
    } else {
      return not_resolved(reference, "there is no such service");
    }
    text.remove_prefix(end + closing.size());
  }
}

}  // namespace

Result<void, std::string> resolve_dynamic(json::value& value, Calls& calls,
                                          const wire::Context& context) {
  if (value.is_array()) {
    for (json::value& each : value.get_array()) TRY(resolve_dynamic(each, calls, context));
  } else if (value.is_object()) {
    for (auto& entry : value.get_object()) TRY(resolve_dynamic(entry.value(), calls, context));
  } else if (value.is_string() &&
             std::string_view{value.get_string()}.find(opening) != std::string_view::npos) {
    value = TRY(resolved_text(value.get_string(), calls, context));
  }
  return {};
}

}  // namespace spotdrill::cloudformation
