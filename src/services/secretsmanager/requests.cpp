#include "services/secretsmanager/requests.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "base/json.hpp"
#include "services/secretsmanager/versions.hpp"
#include "services/tagged_service.hpp"

namespace spotdrill::secretsmanager {
namespace {

constexpr std::size_t tags_max = 50;

}  // namespace

Result<void> check_name(std::string_view name) {
  const bool allowed = !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"-/_+=.@!"}.find(c) != std::string_view::npos;
  });
  if (!allowed) return invalid_name();
  return {};
}

Result<std::map<std::string, std::string>> with_tags(
    std::map<std::string, std::string> tags, const std::vector<api::secretsmanager::Tag>& added) {
  for (const auto& tag : added) {
    const std::string key = tag.key.value_or("");
    if (key.starts_with("aws:")) return reserved_tag();
    tags[key] = tag.value.value_or("");
  }
  if (tags.size() > tags_max) return too_many_tags();
  return tags;
}

std::vector<api::secretsmanager::Tag> render_tags(const std::map<std::string, std::string>& tags) {
  return services::render_tags<api::secretsmanager::Tag>(tags);
}

Result<void> check_policy(const std::string& policy) {
  const auto parsed = parse_json(policy);
  if (!parsed.has_value() || !parsed->is_object()) return malformed_policy();
  return {};
}

Result<std::optional<SecretValue>> read_value(const std::optional<std::string>& text,
                                              const std::optional<std::string>& bytes) {
  if (text && bytes) return two_values();
  if (!text && !bytes) return std::optional<SecretValue>{};
  SecretValue value;
  value.text = text;
  if (bytes) value.bytes = base64_encode(*bytes);
  return std::optional{std::move(value)};
}

Result<const Version*> put_value(SecretsManager& secrets, const Secret& secret, SecretValue value,
                                 const std::optional<std::string>& token,
                                 std::vector<std::string> stages) {
  if (!token) return no_token();
  if (const Version* known = find_version(secret, *token)) {
    // "If a version with this value already exists and that version's SecretString or SecretBinary
    // values are the same as those in the request then the request is ignored."
    if (known->value != value) return token_in_use(*token, secret.arn);
    return known;
  }
  Secret changed = secret;
  Version version;
  version.id = *token;
  version.created = secrets.now();
  version.value = std::move(value);
  version.stages = std::move(stages);
  TRY(add_version(changed, std::move(version)));
  TRY(check_stages(changed));
  Secret& kept = secrets.edit(secret.name);
  kept.versions = std::move(changed.versions);
  return find_version(kept, *token);
}

}  // namespace spotdrill::secretsmanager
