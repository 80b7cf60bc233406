#include "services/iam/instance_calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "services/iam/identity.hpp"

namespace spotdrill::iam {
namespace {

std::string key_of(std::string_view instance, std::string_view operation, std::string_view code) {
  return fmt::format("{} {} {}", instance, operation, code);
}

}  // namespace

std::string_view instance_of(std::string_view arn) {
  if (role_of(arn).empty()) return {};
  const std::string_view session = arn.substr(arn.rfind('/') + 1);
  return session.starts_with("i-") ? session : std::string_view{};
}

InstanceCalls::InstanceCalls(const World& world) : world_(world) {
  for (const Fact& fact : world.journal.facts()) {
    if (fact.kind != "api-calls") continue;
    Counted& known = counted(key_of(fact.resource, string_at(fact.details, "operation"),
                                    string_at(fact.details, "code")));
    known = {.count = fact.details.at("count").to_number<std::uint64_t>(), .last = fact.at};
  }
}

InstanceCalls::Counted& InstanceCalls::counted(std::string key) {
  if (counted_.size() >= counted_calls_max && !counted_.contains(key)) {
    counted_.erase(std::min_element(
        counted_.begin(), counted_.end(),
        [](const auto& a, const auto& b) { return a.second.last < b.second.last; }));
  }
  return counted_[std::move(key)];
}

void InstanceCalls::note(std::string_view caller_arn, const std::string& region,
                         std::string_view service, std::string_view operation,
                         std::string_view code) {
  const std::string_view instance = instance_of(caller_arn);
  if (instance.empty()) return;
  const std::string called = fmt::format("{}:{}", service, operation);
  Counted& calls = counted(key_of(instance, called, code));
  const Instant now = world_.clock.now();
  calls.last = now;
  ++calls.count;
  const bool told = std::exchange(calls.tell, false);
  const std::uint64_t count = calls.count;
  if (!told && !std::has_single_bit(count)) return;
  world_.journal.append(now, region, std::string{instance}, "api-calls",
                        {{"operation", called}, {"code", code}, {"count", count}});
  // Whether who was refused does better later: else a success among many would not be seen.
  if (!code.empty()) counted(key_of(instance, called, {})).tell = true;
}

}  // namespace spotdrill::iam
