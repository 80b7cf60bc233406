#include "services/secretsmanager/secrets_manager.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "services/secretsmanager/errors.hpp"
#include "services/secretsmanager/requests.hpp"

template class spotdrill::Table<spotdrill::secretsmanager::Secret>;

namespace spotdrill::secretsmanager {
namespace {

/// "a hyphen and six random characters".
constexpr std::size_t suffix_characters = 6;

/// Whether an ARN's last part ends as complete ones do, so that AWS takes it for one.
bool has_suffix(std::string_view name) {
  if (name.size() <= suffix_characters) return false;
  const std::string_view end = name.substr(name.size() - suffix_characters - 1);
  return end.front() == '-' && std::ranges::all_of(end.substr(1), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

}  // namespace

SecretsManager::SecretsManager(World& world, Place place)
    : world_(world),
      place_(std::move(place)),
      secrets_(world.store, "secretsmanager.secrets", place_.region),
      timers_(world.scheduler) {
  for (const auto& [name, secret] : secrets_.all()) arm(secret);
}

SecretsManager::~SecretsManager() = default;

Result<const Secret*> SecretsManager::find(std::string_view id) const {
  std::string_view name = id;
  bool complete = false;
  if (id.starts_with("arn:")) {
    const std::string own = place_.arn("secretsmanager", "secret:");
    if (!id.starts_with(own)) return secret_not_found();
    name.remove_prefix(own.size());
    complete = has_suffix(name);
    if (complete) name.remove_suffix(suffix_characters + 1);
  } else {
    TRY(check_name(name));
  }
  const Secret* secret = named(name);
  if (secret == nullptr || (complete && secret->arn != id)) return secret_not_found();
  return secret;
}

Result<const Secret*> SecretsManager::find_usable(std::string_view id) const {
  const Secret* secret = TRY(find(id));
  if (secret->deletion) return marked_for_deletion();
  return secret;
}

std::string SecretsManager::new_arn(std::string_view name) const {
  std::string resource{"secret:"};
  resource.append(name);
  return place_.arn("secretsmanager",
                    world_.ids.alphanumeric(resource.append("-"), suffix_characters));
}

Secret& SecretsManager::create(Secret secret) {
  secret.arn = new_arn(secret.name);
  secret.created = secret.changed = now();
  std::string name = secret.name;
  return secrets_.put(std::move(name), std::move(secret));
}

Secret& SecretsManager::edit(std::string_view name) {
  Secret& secret = secrets_.edit(name);
  secret.changed = now();
  return secret;
}

void SecretsManager::note_access(const Secret& secret, std::string_view version) {
  const Instant day = std::chrono::floor<std::chrono::days>(now());
  const auto read = std::ranges::find(secret.versions, version, &Version::id);
  if (secret.accessed == day && read->accessed == day) return;
  Secret& noted = secrets_.edit(secret.name);
  noted.accessed = day;
  std::ranges::find(noted.versions, version, &Version::id)->accessed = day;
}

void SecretsManager::schedule_deletion(std::string_view name, std::optional<Instant> when) {
  Secret& secret = edit(name);
  secret.deletion = when;
  if (!when) timers_.cancel(secret.name);
  arm(secret);
}

void SecretsManager::erase(const std::string& name) {
  timers_.cancel(name);
  secrets_.erase(name);
}

// DEVIATION: AWS deletes a secret some time after its date; here it is gone at that moment.
void SecretsManager::arm(const Secret& secret) {
  if (!secret.deletion) return;
  timers_.set(secret.name, *secret.deletion, [this, name = secret.name] { secrets_.erase(name); });
}

}  // namespace spotdrill::secretsmanager
