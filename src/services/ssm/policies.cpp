#include "services/ssm/policies.hpp"

#include <fmt/format.h>

#include "base/iso8601.hpp"
#include "base/json.hpp"
#include "services/ssm/errors.hpp"

namespace spotdrill::ssm {
namespace {

const json::object* attributes_of(const json::object& policy) {
  const json::value* found = policy.if_contains("Attributes");
  return found != nullptr && found->is_object() ? &found->get_object() : nullptr;
}

std::optional<Instant> timestamp_of(const json::object& policy) {
  const json::object* attributes = attributes_of(policy);
  if (attributes == nullptr) return std::nullopt;
  return parse_iso8601(string_at(*attributes, "Timestamp"));
}

/// The attributes that a policy of the type must have.
Result<void> check_attributes(std::string_view type, const json::object& policy) {
  const json::object* attributes = attributes_of(policy);
  if (string_at(policy, "Version") != "1.0" || attributes == nullptr) {
    return invalid_policy_attribute("A policy needs a Version of 1.0 and Attributes.");
  }
  if (type == "Expiration") {
    if (timestamp_of(policy)) return {};
    return invalid_policy_attribute("The attribute Timestamp must be a time in ISO 8601 format.");
  }
  const std::string_view number = type == "ExpirationNotification" ? "Before" : "After";
  const std::string_view unit = string_at(*attributes, "Unit");
  if (string_at(*attributes, number).empty() || (unit != "Days" && unit != "Hours")) {
    return invalid_policy_attribute(fmt::format(
        "A policy of type {} needs the attributes {} and Unit (Days or Hours).", type, number));
  }
  return {};
}

}  // namespace

Result<std::string> check_policies(std::string_view text) {
  const auto parsed = parse_json(text);
  if (!parsed.has_value()) return invalid_policy_attribute("Policies must be a JSON array.");
  if (parsed->is_object() && parsed->get_object().empty()) return std::string{};
  if (!parsed->is_array()) return invalid_policy_attribute("Policies must be a JSON array.");
  if (parsed->get_array().size() > policies_max) return policies_limit_exceeded();

  json::array kept;
  bool expires = false;
  for (const json::value& each : parsed->get_array()) {
    if (!each.is_object()) return invalid_policy_attribute("A policy must be a JSON object.");
    const json::object& policy = each.get_object();
    if (policy.empty()) continue;
    const std::string_view type = string_at(policy, "Type");
    if (type != "Expiration" && type != "ExpirationNotification" &&
        type != "NoChangeNotification") {
      return invalid_policy_type(type);
    }
    TRY(check_attributes(type, policy));
    if (type == "Expiration" && expires) return incompatible_policy();
    expires = expires || type == "Expiration";
    kept.push_back(each);
  }
  return kept.empty() ? std::string{} : to_text(json::value(kept));
}

std::optional<Instant> expiration_of(std::string_view policies) {
  if (policies.empty()) return std::nullopt;
  const auto parsed = parse_json(policies);
  if (!parsed.has_value() || !parsed->is_array()) return std::nullopt;
  for (const json::value& each : parsed->get_array()) {
    if (string_at(each.get_object(), "Type") == "Expiration") {
      return timestamp_of(each.get_object());
    }
  }
  return std::nullopt;
}

std::vector<api::ssm::ParameterInlinePolicy> list_policies(std::string_view policies) {
  std::vector<api::ssm::ParameterInlinePolicy> listed;
  if (policies.empty()) return listed;
  const auto parsed = parse_json(policies);
  if (!parsed.has_value() || !parsed->is_array()) return listed;
  for (const json::value& each : parsed->get_array()) {
    listed.push_back({.policy_text = to_text(each),
                      .policy_type = std::string{string_at(each.get_object(), "Type")},
                      .policy_status = "Pending"});
  }
  return listed;
}

}  // namespace spotdrill::ssm
