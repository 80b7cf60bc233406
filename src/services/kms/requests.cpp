#include "services/kms/requests.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/json.hpp"
#include "services/kms/render.hpp"

namespace spotdrill::kms {
namespace {

constexpr std::size_t tags_max = 50;

}  // namespace

Result<const Key*> find_changeable(const Kms& kms, std::string_view id) {
  const Key* key = TRY(kms.find_by_id(id));
  if (key->deletion) return refuse(errors::pending_deletion(kms.key_arn(key->id)));
  return key;
}

Result<const Key*> find_rotatable(const Kms& kms, std::string_view id) {
  const Key* key = TRY(kms.find_by_id(id));
  return kms.find_usable(key->id);
}

Result<std::map<std::string, std::string>> with_tags(std::map<std::string, std::string> tags,
                                                     const std::vector<api::kms::Tag>& added) {
  std::set<std::string_view> names;
  for (const api::kms::Tag& tag : added) {
    if (tag.tag_key.starts_with("aws:")) return refuse(errors::reserved_tag());
    if (!names.insert(tag.tag_key).second) return refuse(errors::duplicate_tags());
    tags[tag.tag_key] = tag.tag_value;
  }
  if (tags.size() > tags_max) return refuse(errors::too_many_tags());
  return tags;
}

Result<void> check_policy(const std::string& policy) {
  const auto parsed = parse_json(policy);
  if (!parsed || !parsed->is_object()) return refuse(errors::malformed_policy());
  return {};
}

Result<void> check_alias_name(const std::string& name) {
  if (!name.starts_with("alias/") || name == "alias/") {
    return refuse(errors::alias_without_prefix());
  }
  if (name.starts_with("alias/aws/")) return refuse(errors::reserved_alias());
  return {};
}

Result<const Key*> alias_target(const Kms& kms, const std::string& id) {
  if (id.find("alias/") != std::string::npos) return refuse(errors::alias_of_alias());
  const Key* key = TRY(find_changeable(kms, id));
  const auto of_key = [&](const auto& entry) { return entry.second.key_id == key->id; };
  const auto count = std::ranges::count_if(kms.aliases(), of_key);
  if (static_cast<std::size_t>(count) >= aliases_of_key_max) {
    return refuse(errors::too_many_aliases(kms.key_arn(key->id)));
  }
  return key;
}

Result<void> check_use(const std::vector<std::string>& grant_tokens,
                       const std::optional<std::string>& encryption_algorithm) {
  if (!grant_tokens.empty()) return refuse(errors::no_such_grant_token());
  const std::string_view wanted = encryption_algorithm ? *encryption_algorithm : algorithm;
  if (wanted != algorithm) return refuse(errors::wrong_algorithm(wanted));
  return {};
}

Result<std::string> make_data_key(Kms& kms, const std::optional<std::int32_t>& bytes,
                                  const std::optional<std::string>& spec) {
  if (bytes.has_value() == spec.has_value()) return refuse(errors::bytes_or_spec());
  if (bytes) return kms.random_bytes(static_cast<std::size_t>(*bytes));
  return kms.random_bytes(*spec == "AES_128" ? 16 : 32);
}

std::string encrypt_by(Kms& kms, const Key& key, std::string_view plaintext,
                       const EncryptionContext& context) {
  return seal(key, plaintext, context, kms.random_bytes(nonce_bytes));
}

Result<Decrypted> decrypt_blob(const Kms& kms, const std::optional<std::string>& ciphertext,
                               const EncryptionContext& context,
                               const std::optional<std::string>& expected) {
  const std::string_view blob = ciphertext ? *ciphertext : std::string_view{};
  const auto id = sealing_key(blob);
  if (!id) return refuse(errors::invalid_ciphertext());
  const Key* key = TRY(kms.find_usable(*id));
  if (expected && TRY(kms.find(*expected))->id != key->id) return refuse(errors::incorrect_key());
  auto plaintext = unseal(*key, blob, context);
  if (!plaintext) return refuse(errors::invalid_ciphertext());
  return Decrypted{key, std::move(*plaintext)};
}

}  // namespace spotdrill::kms
