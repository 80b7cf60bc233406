#include "services/secretsmanager/versions.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "services/secretsmanager/errors.hpp"

namespace spotdrill::secretsmanager {
namespace {

/// "Labels attached across all versions of a secret: 20", "Versions per secret: ~100".
/// Source: Secrets Manager User Guide, "Quotas".
constexpr std::size_t stages_max = 20;
constexpr std::size_t versions_max = 100;

Version* changeable_version(Secret& secret, std::string_view id) {
  const auto found = std::ranges::find(secret.versions, id, &Version::id);
  return found == secret.versions.end() ? nullptr : &*found;
}

void detach(Secret& secret, std::string_view stage) {
  for (Version& version : secret.versions) std::erase(version.stages, stage);
}

void attach(Secret& secret, Version& version, std::string_view stage) {
  detach(secret, stage);
  version.stages.insert(std::ranges::lower_bound(version.stages, stage), std::string{stage});
}

/// "Secrets Manager … removes deprecated versions when there are more than 100. Secrets Manager
/// does not remove versions created less than 24 hours ago."
// DEVIATION: where AWS goes on counting the secret is refused another version.
Result<void> make_room(Secret& secret, Instant now) {
  if (secret.versions.size() < versions_max) return {};
  const auto old = std::ranges::find_if(secret.versions, [&](const Version& version) {
    return version.stages.empty() && now - version.created >= std::chrono::hours{24};
  });
  if (old == secret.versions.end()) return too_many_versions();
  secret.versions.erase(old);
  return {};
}

}  // namespace

const Version* find_version(const Secret& secret, std::string_view id) {
  const auto found = std::ranges::find(secret.versions, id, &Version::id);
  return found == secret.versions.end() ? nullptr : &*found;
}

const Version* version_with_stage(const Secret& secret, std::string_view stage) {
  const auto found = std::ranges::find_if(secret.versions, [&](const Version& version) {
    return std::ranges::find(version.stages, stage) != version.stages.end();
  });
  return found == secret.versions.end() ? nullptr : &*found;
}

Result<const Version*> find_value(const Secret& secret, const std::optional<std::string>& id,
                                  const std::optional<std::string>& stage) {
  const std::string_view wanted = stage ? std::string_view{*stage} : current_stage;
  const Version* staged = version_with_stage(secret, wanted);
  if (!id) {
    if (staged == nullptr) return value_not_found("staging label", wanted);
    return staged;
  }
  const Version* version = find_version(secret, *id);
  if (version == nullptr) return value_not_found("VersionId", *id);
  // "If you include both parameters, the two parameters must refer to the same secret version."
  if (stage && version != staged) return stage_of_another_version();
  return version;
}

void move_stage(Secret& secret, std::string_view stage, const std::optional<std::string>& to) {
  const Version* holder = version_with_stage(secret, stage);
  const std::string from = holder == nullptr ? std::string{} : holder->id;
  if (to && from == *to) return;
  detach(secret, stage);
  if (to) attach(secret, *changeable_version(secret, *to), stage);
  // "When you move AWSCURRENT, Secrets Manager automatically moves the label AWSPREVIOUS to the
  // version that AWSCURRENT was removed from."
  if (stage != current_stage || from.empty()) return;
  attach(secret, *changeable_version(secret, from), previous_stage);
}

Result<void> add_version(Secret& secret, Version version) {
  TRY(make_room(secret, version.created));
  std::vector<std::string> stages = std::exchange(version.stages, {});
  // "If this operation creates the first version for the secret then Secrets Manager automatically
  // attaches the staging label AWSCURRENT to the new version."
  const bool moves_current = std::ranges::find(stages, current_stage) != stages.end();
  if (!moves_current && secret.versions.empty()) stages.emplace_back(current_stage);
  const Version* old = moves_current ? version_with_stage(secret, current_stage) : nullptr;
  // Observed on AWS: a version that is no more the current one is not pending either.
  if (old != nullptr) std::erase(changeable_version(secret, old->id)->stages, pending_stage);
  const std::string id = version.id;
  secret.versions.push_back(std::move(version));
  for (const std::string& stage : stages) move_stage(secret, stage, id);
  return {};
}

Result<void> check_stages(const Secret& secret) {
  std::size_t count = 0;
  for (const Version& version : secret.versions) count += version.stages.size();
  if (count > stages_max) return too_many_stages();
  return {};
}

std::map<std::string, std::vector<std::string>> stages_by_version(const Secret& secret) {
  std::map<std::string, std::vector<std::string>> stages;
  for (const Version& version : secret.versions) {
    if (!version.stages.empty()) stages.emplace(version.id, version.stages);
  }
  return stages;
}

}  // namespace spotdrill::secretsmanager
