#include "services/iam/render.hpp"

#include <set>

#include "base/json.hpp"
#include "base/lower_case.hpp"
#include "services/tagged_service.hpp"

namespace spotdrill::iam {
namespace {

Result<void> check_trust_statement(const json::value& statement) {
  if (!statement.is_object()) return malformed_policy("Syntax errors in policy.");
  const json::object& object = statement.get_object();
  const std::string_view effect = string_at(object, "Effect");
  if (effect != "Allow" && effect != "Deny") return malformed_policy("Syntax errors in policy.");
  if (object.contains("Resource") || object.contains("NotResource")) {
    return malformed_policy("Has prohibited field Resource");
  }
  if (!object.contains("Principal") && !object.contains("NotPrincipal")) {
    return malformed_policy("Missing required field Principal");
  }
  if (!object.contains("Action") && !object.contains("NotAction")) {
    return malformed_policy("Missing required field Action");
  }
  return {};
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (unreserved) {
      encoded += c;
    } else {
      encoded += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
    }
  }
  return encoded;
}

std::vector<api::iam::Tag> render_tags(const std::map<std::string, std::string>& tags) {
  return services::render_tags<api::iam::Tag>(tags);
}

api::iam::Role render(const Role& role, Detail detail) {
  api::iam::Role rendered;
  rendered.path = role.path;
  rendered.role_name = role.name;
  rendered.role_id = role.id;
  rendered.arn = role.arn;
  rendered.create_date = role.created;
  rendered.assume_role_policy_document = percent_encoded(role.trust_policy);
  if (!role.description.empty()) rendered.description = role.description;
  rendered.max_session_duration = static_cast<std::int32_t>(role.session_max / 1s);
  if (detail == Detail::Listed) return rendered;

  if (!role.permissions_boundary.empty()) {
    auto& boundary = rendered.permissions_boundary.emplace();
    boundary.permissions_boundary_type = "Policy";
    boundary.permissions_boundary_arn = role.permissions_boundary;
  }
  rendered.tags = render_tags(role.tags);
  auto& used = rendered.role_last_used.emplace();
  if (role.last_used) used.last_used_date = *role.last_used;
  if (!role.last_used_region.empty()) used.region = role.last_used_region;
  return rendered;
}

api::iam::InstanceProfile render(const InstanceProfile& profile, const Identity& identity,
                                 Detail detail) {
  api::iam::InstanceProfile rendered;
  rendered.path = profile.path;
  rendered.instance_profile_name = profile.name;
  rendered.instance_profile_id = profile.id;
  rendered.arn = profile.arn;
  rendered.create_date = profile.created;
  if (const Role* role = identity.find_role(profile.role)) {
    rendered.roles.push_back(render(*role, Detail::Listed));
  }
  if (detail == Detail::Full) rendered.tags = render_tags(profile.tags);
  return rendered;
}

Result<std::map<std::string, std::string>> read_tags(const std::vector<api::iam::Tag>& tags) {
  std::map<std::string, std::string> read;
  std::set<std::string> lowered;
  for (const api::iam::Tag& tag : tags) {
    if (!lowered.insert(lower_case(tag.key)).second) return duplicate_tag_keys();
    read[tag.key] = tag.value;
  }
  return read;
}

Result<void> check_trust_policy(std::string_view document) {
  const auto parsed = parse_json(document);
  if (!parsed.has_value()) return malformed_policy("This policy contains invalid Json");
  if (!parsed->is_object()) return malformed_policy("Syntax errors in policy.");
  const json::object& policy = parsed->get_object();
  const json::value* version = policy.if_contains("Version");
  if (version != nullptr) {
    const std::string_view text = string_at(policy, "Version");
    if (text != "2012-10-17" && text != "2008-10-17") {
      return malformed_policy("Syntax errors in policy.");
    }
  }
  const json::value* statements = policy.if_contains("Statement");
  if (statements == nullptr) return malformed_policy("Syntax errors in policy.");
  if (!statements->is_array()) return check_trust_statement(*statements);
  for (const json::value& statement : statements->get_array()) {
    TRY(check_trust_statement(statement));
  }
  return {};
}

}  // namespace spotdrill::iam
