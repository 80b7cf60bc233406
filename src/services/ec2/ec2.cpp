#include "services/ec2/ec2.hpp"

#include <algorithm>

#include "services/ec2/errors.hpp"

namespace spotdrill::ec2 {
namespace {

/// "i-" and 8 (old) or 17 hexadecimal digits.
bool is_instance_id(std::string_view id) {
  if (!id.starts_with("i-")) return false;
  id.remove_prefix(2);
  if (id.size() != 8 && id.size() != 17) return false;
  return id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// "sir-" and 8 letters and digits, or 17 hexadecimal digits as in AWS's examples.
bool is_request_id(std::string_view id) {
  if (!id.starts_with("sir-")) return false;
  id.remove_prefix(4);
  if (id.size() != 8 && id.size() != 17) return false;
  return id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

std::string token_key(std::string_view operation, const std::string& token) {
  return std::string{operation} + "/" + token;
}

}  // namespace

Ec2::Ec2(World& world, Place place, ProcessHost& host, const Ec2Options& options)
    : world_(world),
      place_(std::move(place)),
      host_(host),
      options_(options),
      catalogue_(world, place_, options.strict_ids),
      instances_(world.store, "ec2_instance", place_.region),
      requests_(world.store, "ec2_spot_request", place_.region),
      tokens_(world.store, "ec2_client_token", place_.region),
      consoles_(world.store, "ec2_console", place_.region),
      volumes_(world.store, "ec2_volume", place_.region),
      snapshots_(world.store, "ec2_snapshot", place_.region),
      timers_(world.scheduler) {
  for (const auto& [id, instance] : instances_.all()) arm_instance(instance);
  remember_unavailable();
  std::vector<std::string> ids;
  for (const auto& [id, request] : requests_.all()) ids.push_back(id);
  for (const std::string& id : ids) arm_request(requests_.edit(id));
  for (const auto& [key, use] : tokens_.all()) {
    timers_.set("token/" + key, use.used_at + client_token_lifetime,
                [this, token = key] { tokens_.erase(token); });
  }
}

Ec2::~Ec2() {
  *alive_ = nullptr;
}

void Ec2::record(const std::string& resource, std::string kind, json::object details) {
  world_.journal.append(now(), place_.region, resource, std::move(kind), std::move(details));
}

Result<std::vector<std::string>> Ec2::find_all(const std::vector<std::string>& ids) const {
  std::vector<std::string> found;
  std::vector<std::string> unknown;
  std::set<std::string_view> seen;
  for (const std::string& id : ids) {
    if (!seen.insert(id).second) continue;
    if (!is_instance_id(id)) return refuse(errors::instance_malformed(id));
    (find_instance(id) != nullptr ? found : unknown).push_back(id);
  }
  if (!unknown.empty()) return refuse(errors::instance_not_found(unknown));
  return found;
}

Result<std::vector<std::string>> Ec2::find_all_requests(const std::vector<std::string>& ids) const {
  std::vector<std::string> found;
  std::vector<std::string> unknown;
  std::set<std::string_view> seen;
  for (const std::string& id : ids) {
    if (!seen.insert(id).second) continue;
    if (!is_request_id(id)) return refuse(errors::spot_request_malformed(id));
    (find_request(id) != nullptr ? found : unknown).push_back(id);
  }
  if (!unknown.empty()) return refuse(errors::spot_request_not_found(unknown));
  return found;
}

std::string Ec2::console(const std::string& id) const {
  if (const ConsoleRecord* record = consoles_.find(id)) return record->text;
  return host_.console(id, console_bytes_max);
}

Result<std::optional<std::vector<std::string>>> Ec2::check_token(
    std::string_view operation, const std::string& token, const std::string& fingerprint) const {
  if (token.empty()) return std::optional<std::vector<std::string>>{};
  // "Maximum 64 ASCII characters".
  constexpr std::size_t length_max = 64;
  if (token.size() > length_max) {
    return refuse(
        errors::invalid_value("clientToken", token, "Must be no more than 64 characters."));
  }
  const TokenUse* use = tokens_.find(token_key(operation, token));
  if (use == nullptr) return std::optional<std::vector<std::string>>{};
  if (use->fingerprint != fingerprint) return refuse(errors::idempotent_parameter_mismatch());
  return std::optional{use->ids};
}

void Ec2::remember_token(std::string_view operation, const std::string& token,
                         std::string fingerprint, std::vector<std::string> ids) {
  if (token.empty()) return;
  const std::string key = token_key(operation, token);
  tokens_.put(key, TokenUse{std::move(fingerprint), std::move(ids), now()});
  timers_.set("token/" + key, now() + client_token_lifetime, [this, key] { tokens_.erase(key); });
}

}  // namespace spotdrill::ec2

template class spotdrill::Table<spotdrill::ec2::Instance>;
template class spotdrill::Table<spotdrill::ec2::SpotRequest>;
template class spotdrill::Table<spotdrill::ec2::TokenUse>;
template class spotdrill::Table<spotdrill::ec2::ConsoleRecord>;
template class spotdrill::Table<spotdrill::ec2::Volume>;
template class spotdrill::Table<spotdrill::ec2::Snapshot>;
