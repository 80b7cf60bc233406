#include "services/iam/identity.hpp"

#include <algorithm>

#include "base/lower_case.hpp"
#include "services/iam/errors.hpp"

namespace spotdrill::iam {
namespace {

constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view base64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What every session token of AWS begins with: "origin_ec" under a length, in base64.
constexpr std::string_view token_start = "IQoJb3JpZ2luX2Vj";
constexpr std::size_t token_length = 512;

/// How long an expired session is still found, so that its user is told that it expired.
constexpr Duration expired_kept_for = 24h;

/// "we make new credentials available at least five minutes before the expiration of the old
/// credentials." Renewing a little earlier leaves SDKs, which refresh at 15 minutes, no gap.
constexpr Duration instance_renewal_lead = 15min;

/// The longest name that a role may have; an instance profile's may be twice as long.
constexpr std::size_t role_name_length_max = 64;

constexpr std::string_view ec2_trust_policy =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":)"
    R"({"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]})";

/// Under what a table keeps an entity: names are not distinguished by case.
std::string key(std::string_view account, std::string_view name) {
  return std::string{account} + "/" + lower_case(name);
}

bool is_name(std::string_view name, std::size_t length_max) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view{"_+=,.@-"}.find(c) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= length_max && std::ranges::all_of(name, allowed);
}

struct EntityArn {
  std::string account;
  std::string path;
  std::string name;
};

/// Reads "arn:aws:iam::ACCOUNT:KIND/PATH/NAME".
std::optional<EntityArn> parse_arn(std::string_view arn, std::string_view kind) {
  for (const std::string_view partition :
       {"arn:aws:iam::", "arn:aws-cn:iam::", "arn:aws-us-gov:iam::"}) {
    if (!arn.starts_with(partition)) continue;
    arn.remove_prefix(partition.size());
    const std::size_t colon = arn.find(':');
    if (colon != 12) return std::nullopt;
    EntityArn parts{.account = std::string{arn.substr(0, colon)}};
    if (!std::ranges::all_of(parts.account, [](char c) { return c >= '0' && c <= '9'; })) {
      return std::nullopt;
    }
    arn.remove_prefix(colon + 1);
    if (!arn.starts_with(kind) || arn.substr(kind.size(), 1) != "/") return std::nullopt;
    arn.remove_prefix(kind.size());
    const std::size_t slash = arn.rfind('/');
    parts.path = arn.substr(0, slash + 1);
    parts.name = arn.substr(slash + 1);
    return parts;
  }
  return std::nullopt;
}

Instant whole_second(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant);
}

}  // namespace

std::string_view role_of(std::string_view session_arn) {
  constexpr std::string_view mark = ":assumed-role/";
  const std::size_t found = session_arn.find(mark);
  if (found == std::string_view::npos) return {};
  const std::string_view rest = session_arn.substr(found + mark.size());
  return rest.substr(0, rest.find('/'));
}

Identity::Identity(World world, Settings settings)
    : world_(world),
      settings_(std::move(settings)),
      roles_(world.store, "iam-role", ""),
      profiles_(world.store, "iam-instance-profile", ""),
      sessions_(world.store, "iam-session", ""),
      policies_(world.store, "iam-policy", "") {
  for (const auto& [id, session] : sessions_.all()) {
    std::string& newest = instance_keys_[session.role_name + "/" + session.session_name];
    const Session* known = sessions_.find(newest);
    if (known == nullptr || known->issued < session.issued) newest = id;
  }
}

Identity::~Identity() = default;

std::string Identity::characters(std::string_view alphabet, std::size_t length) {
  std::string text(length, '\0');
  for (char& c : text) c = alphabet[world_.random.below(alphabet.size())];
  return text;
}

std::string Identity::unique_id(std::string_view prefix) {
  return std::string{prefix} + characters(capitals, 17);
}

wire::Credential Identity::root() const {
  return {.access_key_id = settings_.root.access_key_id,
          .secret_access_key = settings_.root.secret_access_key,
          .account = settings_.account,
          .arn = root_arn(settings_.account),
          .user_id = settings_.account};
}

wire::Credential Identity::credential(const Session& session) const {
  if (session.role_name.empty()) {
    wire::Credential owner = root();
    owner.access_key_id = session.access_key_id;
    owner.secret_access_key = session.secret_access_key;
    owner.session_token = session.token;
    owner.expires = session.expires;
    return owner;
  }
  return {.access_key_id = session.access_key_id,
          .secret_access_key = session.secret_access_key,
          .session_token = session.token,
          .account = session.account,
          .arn = "arn:aws:sts::" + session.account + ":assumed-role/" + session.role_name + "/" +
                 session.session_name,
          .user_id = session.role_id + ":" + session.session_name,
          .expires = session.expires};
}

std::optional<wire::Credential> Identity::find(std::string_view access_key_id) const {
  if (access_key_id == settings_.root.access_key_id) return root();
  const Session* session = sessions_.find(access_key_id);
  if (session == nullptr || session->expires + expired_kept_for < now()) return std::nullopt;
  return credential(*session);
}

std::optional<Instant> Identity::issued_at(std::string_view access_key_id) const {
  const Session* session = sessions_.find(access_key_id);
  return session == nullptr ? std::nullopt : std::optional{session->issued};
}

void Identity::forget_expired() {
  std::vector<std::string> gone;
  const std::string* first = nullptr;
  Instant first_expires = Instant::max();
  for (const auto& [id, session] : sessions_.all()) {
    if (session.expires + expired_kept_for < now()) gone.push_back(id);
    if (session.expires >= first_expires) continue;
    first_expires = session.expires;
    first = &id;
  }
  if (gone.empty() && sessions_.all().size() >= sessions_max) gone.push_back(*first);
  for (const std::string& id : gone) sessions_.erase(id);
  // Before the next session is made: its key could be one that is gone.
  std::erase_if(instance_keys_,
                [&](const auto& entry) { return sessions_.find(entry.second) == nullptr; });
}

Result<wire::Credential> Identity::issue_role_session(const std::string& role_name,
                                                      const std::string& session_name,
                                                      Duration lifetime,
                                                      const std::string& source_identity) {
  const Role* role = find_role(role_name);
  if (role == nullptr) {
    if (settings_.strict_ids) return role_not_found(role_name);
    role = &adopt_role(role_name, "/");
  }
  Session session = new_session(lifetime);
  session.role_name = role->name;
  session.role_id = role->id;
  session.session_name = session_name;
  session.source_identity = source_identity;
  edit_role(role->name).last_used = session.issued;
  std::string under = session.access_key_id;
  return credential(sessions_.put(std::move(under), std::move(session)));
}

Session Identity::new_session(Duration lifetime) {
  forget_expired();
  const Instant issued = whole_second(now());
  Session session;
  session.access_key_id = "ASIA" + characters(base32, 16);
  session.secret_access_key = characters(base64, 40);
  session.token = std::string{token_start} + characters(base64, token_length - token_start.size());
  session.account = settings_.account;
  session.issued = issued;
  session.expires = issued + lifetime;
  return session;
}

wire::Credential Identity::issue_owner_session(Duration lifetime) {
  Session session = new_session(lifetime);
  std::string under = session.access_key_id;
  return credential(sessions_.put(std::move(under), std::move(session)));
}

Result<wire::Credential> Identity::instance_session(const std::string& role_name,
                                                    const std::string& instance_id) {
  const std::string slot = role_name + "/" + instance_id;
  if (const auto known = instance_keys_.find(slot); known != instance_keys_.end()) {
    const Session* session = sessions_.find(known->second);
    if (session != nullptr && now() + instance_renewal_lead < session->expires) {
      return credential(*session);
    }
    instance_keys_.erase(known);
  }
  const wire::Credential issued =
      TRY(issue_role_session(role_name, instance_id, instance_session_duration));
  instance_keys_[slot] = issued.access_key_id;
  return issued;
}

Result<std::optional<InstanceProfile>> Identity::resolve_instance_profile(
    const std::optional<std::string>& name, const std::optional<std::string>& arn) {
  using Resolved = std::optional<InstanceProfile>;
  if (!name && !arn) return Resolved{};
  if (name && arn) return profile_name_and_arn();
  EntityArn wanted{.account = settings_.account, .path = "/"};
  if (arn) {
    const auto parts = parse_arn(*arn, "instance-profile");
    if (!parts || !is_name(parts->name, 128)) return invalid_profile_arn(*arn);
    wanted = *parts;
  } else {
    wanted.name = *name;
    if (!is_name(wanted.name, 128)) return invalid_profile_name(*name);
  }
  const InstanceProfile* known = profiles_.find(key(wanted.account, wanted.name));
  if (known != nullptr && (!arn || known->arn == *arn)) return Resolved{*known};
  if (settings_.strict_ids || known != nullptr) {
    return arn ? invalid_profile_arn(*arn) : invalid_profile_name(*name);
  }
  return Resolved{adopt_profile(wanted.account, wanted.path, wanted.name)};
}

const InstanceProfile* Identity::instance_profile_by_arn(std::string_view arn) const {
  const auto parts = parse_arn(arn, "instance-profile");
  if (!parts) return nullptr;
  const InstanceProfile* profile = profiles_.find(key(parts->account, parts->name));
  return profile != nullptr && profile->arn == arn ? profile : nullptr;
}

const Role* Identity::find_role(std::string_view name) const {
  return roles_.find(key(settings_.account, name));
}

const InstanceProfile* Identity::find_instance_profile(std::string_view name) const {
  return profiles_.find(key(settings_.account, name));
}

bool Identity::in_instance_profile(std::string_view role_name) const {
  return std::ranges::any_of(profiles_.all(),
                             [&](const auto& entry) { return entry.second.role == role_name; });
}

const Role* Identity::resolve_role(std::string_view arn) {
  const auto parts = parse_arn(arn, "role");
  if (!parts || !is_name(parts->name, role_name_length_max)) return nullptr;
  if (const Role* role = roles_.find(key(parts->account, parts->name))) {
    return role->arn == arn ? role : nullptr;
  }
  // DEVIATION: a role that nobody created exists as soon as it is named, unless ids are strict; it
  // belongs to this account, whatever account its ARN names.
  if (settings_.strict_ids) return nullptr;
  if (const Role* role = find_role(parts->name)) return role;
  return &adopt_role(parts->name, parts->path);
}

// DEVIATION: an instance profile that nobody created exists as soon as it is named, unless ids are
// strict. Its role is this account's even where its ARN names another account, because the state
// that the role's requests reach is this account's.
const InstanceProfile& Identity::adopt_profile(const std::string& account, const std::string& path,
                                               const std::string& name) {
  // The console, too, gives a role's instance profile the name of the role.
  const std::string role_name = name.substr(0, role_name_length_max);
  const Role* role = find_role(role_name);
  if (role == nullptr) role = &adopt_role(role_name, path);
  return profiles_.put(key(account, name),
                       {.name = name,
                        .path = path,
                        .id = unique_id("AIPA"),
                        .arn = "arn:aws:iam::" + account + ":instance-profile" + path + name,
                        .account = account,
                        .created = whole_second(now()),
                        .role = role->name});
}

const Role& Identity::adopt_role(const std::string& name, const std::string& path) {
  return put_role({.name = name, .path = path, .trust_policy = std::string{ec2_trust_policy}});
}

Role& Identity::put_role(Role role) {
  role.id = unique_id("AROA");
  role.account = settings_.account;
  role.arn = "arn:aws:iam::" + role.account + ":role" + role.path + role.name;
  role.created = whole_second(now());
  std::string under = key(role.account, role.name);
  return roles_.put(std::move(under), std::move(role));
}

InstanceProfile& Identity::put_instance_profile(InstanceProfile profile) {
  profile.id = unique_id("AIPA");
  profile.account = settings_.account;
  profile.arn =
      "arn:aws:iam::" + profile.account + ":instance-profile" + profile.path + profile.name;
  profile.created = whole_second(now());
  std::string under = key(profile.account, profile.name);
  return profiles_.put(std::move(under), std::move(profile));
}

Role& Identity::edit_role(std::string_view name) {
  return roles_.edit(key(settings_.account, name));
}

InstanceProfile& Identity::edit_instance_profile(std::string_view name) {
  return profiles_.edit(key(settings_.account, name));
}

void Identity::erase_role(std::string_view name) {
  roles_.erase(key(settings_.account, name));
}

void Identity::erase_instance_profile(std::string_view name) {
  profiles_.erase(key(settings_.account, name));
}

std::vector<const Role*> Identity::roles() const {
  std::vector<const Role*> own;
  for (const auto& [id, role] : roles_.all()) own.push_back(&role);
  return own;
}

std::vector<const InstanceProfile*> Identity::instance_profiles() const {
  std::vector<const InstanceProfile*> own;
  for (const auto& [id, profile] : profiles_.all()) {
    if (profile.account == settings_.account) own.push_back(&profile);
  }
  return own;
}

}  // namespace spotdrill::iam

template class spotdrill::Table<spotdrill::iam::Role>;
template class spotdrill::Table<spotdrill::iam::InstanceProfile>;
template class spotdrill::Table<spotdrill::iam::Session>;
template class spotdrill::Table<spotdrill::iam::ManagedPolicy>;
