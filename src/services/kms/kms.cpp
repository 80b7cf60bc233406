#include "services/kms/kms.hpp"

#include <utility>
#include <vector>

#include "base/base64.hpp"
#include "services/kms/errors.hpp"

template class spotdrill::Table<spotdrill::kms::Key>;
template class spotdrill::Table<spotdrill::kms::Alias>;

namespace spotdrill::kms {
namespace {

constexpr std::string_view alias_prefix = "alias/";
constexpr std::string_view key_prefix = "key/";
constexpr std::size_t material_bytes = 32;

}  // namespace

Kms::Kms(World& world, Place place)
    : world_(world),
      place_(std::move(place)),
      keys_(world.store, "kms.keys", place_.region),
      aliases_(world.store, "kms.aliases", place_.region),
      timers_(world.scheduler) {
  for (const auto& [id, key] : keys_.all()) arm(key);
}

Kms::~Kms() = default;

std::string Kms::key_arn(std::string_view id) const {
  return place_.arn("kms", std::string{key_prefix}.append(id));
}

std::string Kms::alias_arn(std::string_view name) const {
  return place_.arn("kms", name);
}

Result<const Key*> Kms::find(std::string_view name) const {
  std::string_view alias = name;
  const std::string own_arns = place_.arn("kms", alias_prefix);
  if (name.starts_with(own_arns)) alias.remove_prefix(own_arns.size() - alias_prefix.size());
  if (!alias.starts_with(alias_prefix)) return find_by_id(name);
  const Alias* found = aliases_.find(alias);
  if (found == nullptr) return refuse(errors::alias_not_found(alias_arn(alias)));
  return find_by_id(found->key_id);
}

Result<const Key*> Kms::find_by_id(std::string_view id_or_arn) const {
  std::string_view id = id_or_arn;
  if (id.starts_with("arn:")) {
    const std::string own_arns = place_.arn("kms", "");
    if (!id.starts_with(own_arns)) return refuse(errors::foreign_arn(id));
    id.remove_prefix(own_arns.size());
    if (id.starts_with(alias_prefix)) return refuse(errors::no_alias_here());
    if (!id.starts_with(key_prefix)) return refuse(errors::invalid_key_id(id_or_arn));
    id.remove_prefix(key_prefix.size());
  }
  constexpr std::size_t uuid_length = 36;
  if (id.size() != uuid_length) return refuse(errors::invalid_key_id(id));
  const Key* key = keys_.find(id);
  if (key == nullptr) return refuse(errors::key_not_found(key_arn(id)));
  return key;
}

Result<const Key*> Kms::find_usable(std::string_view name) const {
  const Key* key = TRY(find(name));
  if (key->deletion) return refuse(errors::pending_deletion(key_arn(key->id)));
  if (!key->enabled) return refuse(errors::disabled(key_arn(key->id)));
  return key;
}

const Key& Kms::create(Key key) {
  key.id = world_.ids.uuid();
  key.created = now();
  key.material = base64_encode(random_bytes(material_bytes));
  std::string id = key.id;
  return keys_.put(std::move(id), std::move(key));
}

void Kms::schedule_deletion(const std::string& id, std::optional<Instant> when) {
  Key& key = keys_.edit(id);
  key.deletion = when;
  // One whose deletion was cancelled stays disabled.
  key.enabled = false;
  if (!when) timers_.cancel(id);
  arm(key);
}

void Kms::arm(const Key& key) {
  if (!key.deletion) return;
  timers_.set(key.id, *key.deletion, [this, id = key.id] { erase(id); });
}

void Kms::erase(const std::string& id) {
  std::vector<std::string> names;
  for (const auto& [name, alias] : aliases_.all()) {
    if (alias.key_id == id) names.push_back(name);
  }
  for (const std::string& name : names) aliases_.erase(name);
  keys_.erase(id);
}

void Kms::put_alias(Alias alias) {
  std::string name = alias.name;
  aliases_.put(std::move(name), std::move(alias));
}

std::string Kms::random_bytes(std::size_t count) {
  std::string bytes;
  bytes.reserve(count);
  while (bytes.size() < count) {
    std::uint64_t number = world_.random.next();
    for (int i = 0; i < 8 && bytes.size() < count; ++i, number >>= 8U) {
      bytes += static_cast<char>(number & 0xFFU);
    }
  }
  return bytes;
}

}  // namespace spotdrill::kms
