#include "services/ssm/ssm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/assert.hpp"
#include "services/ssm/policies.hpp"

namespace spotdrill::ssm {
namespace {

/// No name contains a colon.
std::string version_key(std::string_view key, std::int64_t number) {
  return fmt::format("{}:{:010}", key, number);
}

}  // namespace

Ssm::Ssm(World& world, Place place)
    : world_(world),
      place_(std::move(place)),
      public_parameters_(ssm::public_parameters(place_)),
      parameters_(world.store, "ssm.parameters", place_.region),
      versions_(world.store, "ssm.versions", place_.region),
      timers_(world.scheduler) {
  for (const auto& [key, parameter] : parameters_.all()) schedule_expiration(key);
}

Ssm::~Ssm() = default;

std::string Ssm::arn(const ParameterRecord& parameter) const {
  const bool slash = parameter.name.starts_with('/');
  return place_.arn("ssm", (slash ? "parameter" : "parameter/") + parameter.name);
}

const ParameterVersion* Ssm::version(std::string_view key, std::int64_t number) const {
  return versions_.find(version_key(key, number));
}

const ParameterVersion& Ssm::latest(const ParameterRecord& parameter) const {
  const ParameterVersion* found = version(canonical_name(parameter.name), parameter.latest);
  ASSERT(found != nullptr);
  return *found;
}

std::vector<const ParameterVersion*> Ssm::versions(const ParameterRecord& parameter) const {
  std::vector<const ParameterVersion*> found;
  const std::string key = canonical_name(parameter.name);
  for (std::int64_t number = parameter.oldest; number <= parameter.latest; ++number) {
    if (const ParameterVersion* each = version(key, number)) found.push_back(each);
  }
  return found;
}

const ParameterVersion* Ssm::select(const ParameterRecord& parameter,
                                    std::string_view selector) const {
  const std::string key = canonical_name(parameter.name);
  if (selector.empty()) return version(key, parameter.latest);
  selector.remove_prefix(1);
  std::int64_t number = 0;
  const char* end = selector.data() + selector.size();
  const auto [rest, error] = std::from_chars(selector.data(), end, number);
  if (error == std::errc{} && rest == end) return version(key, number);
  for (const ParameterVersion* each : versions(parameter)) {
    if (std::find(each->labels.begin(), each->labels.end(), selector) != each->labels.end()) {
      return each;
    }
  }
  return nullptr;
}

std::size_t Ssm::count(std::string_view tier) const {
  return static_cast<std::size_t>(
      std::count_if(parameters_.all().begin(), parameters_.all().end(),
                    [&](const auto& each) { return latest(each.second).tier == tier; }));
}

void Ssm::put(const std::string& name, ParameterVersion version) {
  const std::string key = canonical_name(name);
  if (parameters_.find(key) == nullptr) {
    parameters_.put(key, {.name = name, .oldest = version.version, .latest = version.version});
  }
  ParameterRecord& parameter = parameters_.edit(key);
  parameter.latest = version.version;
  versions_.put(version_key(key, version.version), std::move(version));
  while (parameter.latest - parameter.oldest >= versions_max) {
    versions_.erase(version_key(key, parameter.oldest++));
  }
  schedule_expiration(key);
}

bool Ssm::erase(std::string_view key) {
  const ParameterRecord* parameter = parameters_.find(key);
  if (parameter == nullptr) return false;
  for (std::int64_t number = parameter->oldest; number <= parameter->latest; ++number) {
    versions_.erase(version_key(key, number));
  }
  timers_.cancel(std::string{key});
  parameters_.erase(key);
  return true;
}

ParameterVersion& Ssm::edit_version(std::string_view key, std::int64_t number) {
  return versions_.edit(version_key(key, number));
}

// "Expiration: This policy deletes the parameter after it expires."
void Ssm::schedule_expiration(const std::string& key) {
  const ParameterRecord* parameter = find(key);
  const auto expires = expiration_of(latest(*parameter).policies);
  if (expires) {
    timers_.set(key, *expires, [this, key] { erase(key); });
  } else {
    timers_.cancel(key);
  }
}

}  // namespace spotdrill::ssm

template class spotdrill::Table<spotdrill::ssm::ParameterRecord>;
template class spotdrill::Table<spotdrill::ssm::ParameterVersion>;
