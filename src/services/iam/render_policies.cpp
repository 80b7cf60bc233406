// How policies look in replies, and what is wrong with their documents.
#include <algorithm>

#include "base/json.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {
namespace {

Result<void> check_permission_statement(const json::value& statement) {
  if (!statement.is_object()) return malformed_policy("Syntax errors in policy.");
  const json::object& object = statement.get_object();
  const std::string_view effect = string_at(object, "Effect");
  if (effect != "Allow" && effect != "Deny") return malformed_policy("Syntax errors in policy.");
  if (object.contains("Principal") || object.contains("NotPrincipal")) {
    return malformed_policy("Policy document should not specify a principal.");
  }
  if (!object.contains("Action") && !object.contains("NotAction")) {
    return malformed_policy("Policy statement must contain actions.");
  }
  if (!object.contains("Resource") && !object.contains("NotResource")) {
    return malformed_policy("Policy statement must contain resources.");
  }
  return {};
}

}  // namespace

Result<void> check_permission_policy(std::string_view document) {
  const auto parsed = parse_json(document);
  if (!parsed.has_value() || !parsed->is_object()) {
    return malformed_policy("Syntax errors in policy.");
  }
  const json::object& policy = parsed->get_object();
  if (policy.contains("Version")) {
    const std::string_view version = string_at(policy, "Version");
    if (version != "2012-10-17" && version != "2008-10-17") {
      return malformed_policy("Syntax errors in policy.");
    }
  }
  const json::value* statements = policy.if_contains("Statement");
  if (statements == nullptr) return malformed_policy("Syntax errors in policy.");
  if (!statements->is_array()) return check_permission_statement(*statements);
  for (const json::value& statement : statements->get_array()) {
    TRY(check_permission_statement(statement));
  }
  return {};
}

api::iam::Policy render(const ManagedPolicy& policy, const Identity& identity, Detail detail) {
  api::iam::Policy rendered;
  rendered.policy_name = policy.name;
  if (!policy.id.empty()) rendered.policy_id = policy.id;
  rendered.arn = policy.arn;
  rendered.path = policy.path;
  rendered.default_version_id = policy.default_version;
  rendered.attachment_count = identity.attachments(policy.arn);
  rendered.permissions_boundary_usage_count = static_cast<std::int32_t>(
      std::ranges::count(identity.roles(), policy.arn, &Role::permissions_boundary));
  rendered.is_attachable = true;
  rendered.create_date = policy.created;
  rendered.update_date = policy.updated;
  if (detail == Detail::Listed) return rendered;
  if (!policy.description.empty()) rendered.description = policy.description;
  rendered.tags = render_tags(policy.tags);
  return rendered;
}

api::iam::PolicyVersion render(const PolicyVersion& version, const ManagedPolicy& policy,
                               bool with_document) {
  api::iam::PolicyVersion rendered;
  if (with_document) rendered.document = percent_encoded(version.document);
  rendered.version_id = version.id;
  rendered.is_default_version = version.id == policy.default_version;
  rendered.create_date = version.created;
  return rendered;
}

}  // namespace spotdrill::iam
