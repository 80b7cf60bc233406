// Deployments as a whole: how they begin, go on and end. What they do with resources is in
// deployments_apply.cpp, deployments_steps.cpp and deployments_cleanup.cpp.
#include "services/cloudformation/deployments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace spotdrill::cloudformation {
namespace {

constexpr std::string_view user_initiated = "User Initiated";

}  // namespace

Deployments::Deployments(CloudFormation& cloudformation)
    : cloudformation_(cloudformation),
      timers_(cloudformation.world().scheduler),
      alive_(std::make_shared<bool>(true)) {}

Deployments::~Deployments() {
  *alive_ = false;
}

void Deployments::take_up() {
  for (const auto& [key, stack] : cloudformation_.stacks()) {
    if (stack.phase == Phase::Idle) continue;
    wake(key);
    arm_timeout(key);
    const std::string prefix = key + "/";
    const auto& rows = cloudformation_.resources().all();
    for (auto at = rows.lower_bound(prefix); at != rows.end() && at->first.starts_with(prefix);
         ++at) {
      if (at->second.step != Step::None) schedule(key, at->first, Duration::zero());
    }
  }
}

void Deployments::wake(const std::string& key) {
  timers_.set(key, cloudformation_.now(), [this, key] { advance(key); });
}

/// TimeoutInMinutes, of a creation.
void Deployments::arm_timeout(const std::string& key) {
  const StackRecord& stack = cloudformation_.stack(key);
  if (!stack.timeout_minutes || stack.status != "CREATE_IN_PROGRESS") return;
  timers_.set(key + " timeout", stack.began + std::chrono::minutes{*stack.timeout_minutes},
              [this, key] { advance(key); });
}

void Deployments::advance(const std::string& key) {
  switch (cloudformation_.stack(key).phase) {
    case Phase::Idle:
      return;
    case Phase::Apply:
      return apply(key);
    case Phase::Cleanup:
      return clean_up(key);
  }
}

void Deployments::set_status(const std::string& key, std::string_view status, std::string reason) {
  StackRecord& stack = cloudformation_.edit_stack(key);
  stack.status = status;
  stack.reason = std::move(reason);
  cloudformation_.add_event(key, nullptr);
}

void Deployments::begin(const std::string& key, std::string_view status, Phase phase,
                        std::string reason) {
  StackRecord& stack = cloudformation_.edit_stack(key);
  stack.phase = phase;
  ++stack.round;
  stack.failed.clear();
  set_status(key, status, std::move(reason));
  wake(key);
}

void Deployments::settle(const std::string& key, std::string_view status, std::string reason) {
  timers_.cancel(key + " timeout");
  StackRecord& stack = cloudformation_.edit_stack(key);
  stack.phase = Phase::Idle;
  if (status == "ROLLBACK_COMPLETE") stack.imports.clear();
  readings_.erase(key);
  set_status(key, status, std::move(reason));
}

void Deployments::create(const std::string& key) {
  StackRecord& stack = cloudformation_.edit_stack(key);
  stack.began = cloudformation_.now();
  begin(key, "CREATE_IN_PROGRESS", Phase::Apply, std::string{user_initiated});
  hold_imports(key);
  arm_timeout(key);
}

void Deployments::update(const std::string& key, TargetRecord target, bool rollback_disabled) {
  StackRecord& stack = cloudformation_.edit_stack(key);
  // What a failed update that was not rolled back left is not what a rollback goes back to.
  if (stack.status != "UPDATE_FAILED" || !stack.previous) stack.previous = std::move(stack.target);
  stack.target = std::move(target);
  stack.updated = stack.began = cloudformation_.now();
  stack.on_failure = rollback_disabled ? "DO_NOTHING" : "ROLLBACK";
  begin(key, "UPDATE_IN_PROGRESS", Phase::Apply, std::string{user_initiated});
  hold_imports(key);
}

void Deployments::hold_imports(const std::string& key) {
  const auto reading = reading_of(key);
  if (reading == nullptr) return;
  StackRecord& stack = cloudformation_.edit_stack(key);
  for (std::string& name : imports_of(*reading, scope_of(cloudformation_, *reading, key))) {
    if (std::ranges::find(stack.imports, name) == stack.imports.end()) {
      stack.imports.push_back(std::move(name));
    }
  }
}

void Deployments::remove(const std::string& key, std::vector<std::string> retained) {
  cancel_steps(key);
  StackRecord& stack = cloudformation_.edit_stack(key);
  stack.retained = std::move(retained);
  stack.began = cloudformation_.now();
  begin(key, "DELETE_IN_PROGRESS", Phase::Cleanup, std::string{user_initiated});
}

void Deployments::roll_back(const std::string& key, const std::vector<std::string>& skipped) {
  cancel_steps(key);
  StackRecord& stack = cloudformation_.edit_stack(key);
  const bool again = stack.status == "UPDATE_ROLLBACK_FAILED";
  if (!again && stack.previous) stack.target = *stack.previous;
  stack.updated = cloudformation_.now();
  begin(key, "UPDATE_ROLLBACK_IN_PROGRESS", Phase::Apply, std::string{user_initiated});
  for (const std::string& id : skipped) {
    const std::string row = key + "/" + id;
    if (cloudformation_.resources().find(row) == nullptr) continue;
    ResourceRecord& resource = cloudformation_.edit_resource(row);
    resource.round = cloudformation_.stack(key).round;
    resource.status = "UPDATE_COMPLETE";
    resource.reason = "Resource is skipped by request";
    cloudformation_.add_event(key, &resource);
  }
}

std::shared_ptr<const Reading> Deployments::reading_of(const std::string& key) {
  const StackRecord& stack = cloudformation_.stack(key);
  auto& kept = readings_[key];
  if (kept.second == nullptr || kept.first != stack.round) {
    auto reading = read_target(cloudformation_, stack.target, stack.name, stack.id);
    kept = {stack.round, reading.has_value() ? *reading : nullptr};
  }
  return kept.second;
}

void Deployments::fail_deployment(const std::string& key, const std::string& reason) {
  cancel_steps(key);
  const StackRecord& stack = cloudformation_.stack(key);
  if (stack.status == "CREATE_IN_PROGRESS") {
    if (stack.on_failure == "DO_NOTHING") return settle(key, "CREATE_FAILED", reason);
    if (stack.on_failure == "DELETE") {
      return begin(key, "DELETE_IN_PROGRESS", Phase::Cleanup, reason + "Delete requested by user.");
    }
    return begin(key, "ROLLBACK_IN_PROGRESS", Phase::Cleanup,
                 reason + "Rollback requested by user.");
  }
  if (stack.status == "UPDATE_IN_PROGRESS") {
    if (stack.on_failure == "DO_NOTHING") return settle(key, "UPDATE_FAILED", reason);
    StackRecord& edited = cloudformation_.edit_stack(key);
    edited.target = *edited.previous;
    return begin(key, "UPDATE_ROLLBACK_IN_PROGRESS", Phase::Apply, reason);
  }
  settle(key, "UPDATE_ROLLBACK_FAILED", reason);
}

/// "Resource creation cancelled": what was under way when another resource failed.
void Deployments::cancel_steps(const std::string& key) {
  const std::string prefix = key + "/";
  std::vector<std::string> rows;
  const auto& all = cloudformation_.resources().all();
  for (auto at = all.lower_bound(prefix); at != all.end() && at->first.starts_with(prefix); ++at) {
    if (at->second.step != Step::None) rows.push_back(at->first);
  }
  for (const std::string& row : rows) {
    const bool begun = !timers_.contains(row);
    timers_.cancel(row);
    ResourceRecord& resource = cloudformation_.edit_resource(row);
    const bool update = resource.updating || resource.step == Step::Update;
    const bool removal = resource.step == Step::Remove || resource.step == Step::Vanish;
    if (resource.step == Step::Update && !begun) {
      // Nothing of it was called: it is what it was.
      resource.properties = std::exchange(resource.old_properties, nullptr);
      resource.tags = std::exchange(resource.old_tags, {});
    }
    resource.step = Step::None;
    resource.round = 0;
    resource.updated = cloudformation_.now();
    resource.status = removal ? "DELETE_FAILED" : update ? "UPDATE_FAILED" : "CREATE_FAILED";
    resource.reason = removal  ? "Resource deletion cancelled"
                      : update ? "Resource update cancelled"
                               : "Resource creation cancelled";
    cloudformation_.add_event(key, &resource);
  }
}

}  // namespace spotdrill::cloudformation
