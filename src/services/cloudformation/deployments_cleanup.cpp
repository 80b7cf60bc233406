// Deleting what a stack's target does not have: all of it, of a stack that is deleted or whose
// creation failed. What depends on something goes before it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "services/cloudformation/change_sets.hpp"
#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::string_view gone_status = "DELETE_COMPLETE";

bool keeps_the_target(std::string_view status) {
  return status.ends_with("CLEANUP_IN_PROGRESS");
}

/// Retained: by the policy that is for it, or by request.
bool is_retained(const StackRecord& stack, const ResourceRecord& resource) {
  if (std::ranges::find(stack.retained, resource.logical) != stack.retained.end()) return true;
  const bool creation = stack.status == "ROLLBACK_IN_PROGRESS";
  const bool withdrawn = stack.status == "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS";
  const std::string& policy =
      resource.replaced && !withdrawn ? resource.replace_policy : resource.deletion_policy;
  if (policy == "RetainExceptOnCreate") return !creation && !withdrawn;
  // "Snapshot" keeps what the resource held: of these types none has snapshots here.
  return policy == "Retain" || policy == "Snapshot";
}

}  // namespace

/// The rows that are to go and have not.
std::vector<std::string> Deployments::doomed(const std::string& key) {
  const StackRecord& stack = cloudformation_.stack(key);
  const bool keeps = keeps_the_target(stack.status);
  const auto reading = keeps ? reading_of(key) : nullptr;
  std::vector<std::string> rows;
  if (keeps && reading == nullptr) return rows;  // Nobody knows what is wanted: nothing goes.
  const std::string prefix = key + "/";
  const auto& all = cloudformation_.resources().all();
  for (auto at = all.lower_bound(prefix); at != all.end() && at->first.starts_with(prefix); ++at) {
    const ResourceRecord& each = at->second;
    const bool wanted = reading != nullptr && !each.replaced && reading->ids.contains(each.logical);
    const bool over =
        each.status == gone_status || each.status == "DELETE_SKIPPED" ||
        (each.status == "DELETE_FAILED" && each.round == stack.round && each.step == Step::None);
    if (!wanted && !over) rows.push_back(at->first);
  }
  return rows;
}

void Deployments::clean_up(const std::string& key) {
  const auto rows = doomed(key);
  if (rows.empty()) return finish_cleanup(key);
  const auto& resources = cloudformation_.resources();
  bool running = false;
  std::string first;
  for (const std::string& row : rows) {
    const ResourceRecord& resource = *resources.find(row);
    if (resource.step == Step::Remove || resource.step == Step::Vanish) {
      running = true;
      continue;
    }
    const bool needed = std::ranges::any_of(rows, [&](const std::string& other) {
      const ResourceRecord& user = *resources.find(other);
      return other != row &&
             std::ranges::find(user.depends_on, resource.logical) != user.depends_on.end();
    });
    if (needed) {
      if (first.empty()) first = row;
      continue;
    }
    running = true;
    start_removal(key, row);
  }
  // Old and new resources may seem to need each other.
  if (!running && !first.empty()) start_removal(key, first);
}

void Deployments::start_removal(const std::string& key, const std::string& row) {
  const StackRecord& stack = cloudformation_.stack(key);
  ResourceRecord& resource = cloudformation_.edit_resource(row);
  resource.round = stack.round;
  resource.reason.clear();
  resource.updated = cloudformation_.now();
  if (being_made_.contains(row)) return;  // Its answer wakes the stack.
  if (is_retained(stack, resource)) return removed(key, row, "DELETE_SKIPPED");
  if (resource.physical.empty()) return removed(key, row, gone_status);
  resource.step = Step::Remove;
  resource.status = "DELETE_IN_PROGRESS";
  cloudformation_.add_event(key, &resource);
  schedule(key, row, cloudformation_.step_delay());
}

void Deployments::removed(const std::string& key, const std::string& row, std::string_view status) {
  ResourceRecord& resource = cloudformation_.edit_resource(row);
  resource.step = Step::None;
  resource.status = status;
  resource.updated = cloudformation_.now();
  cloudformation_.add_event(key, &resource);
  wake(key);
}

void Deployments::finish_cleanup(const std::string& key) {
  const StackRecord& stack = cloudformation_.stack(key);
  const std::string status = stack.status;
  if (keeps_the_target(status)) {
    const auto reading = reading_of(key);
    if (reading == nullptr) {
      return settle(key, "UPDATE_ROLLBACK_FAILED", "The template cannot be read any more. ");
    }
    std::vector<std::string> over;
    for (const auto& [row, each] : cloudformation_.resources().all()) {
      if (!row.starts_with(key + "/")) continue;
      if (each.replaced || !reading->ids.contains(each.logical)) over.push_back(row);
    }
    for (const std::string& row : over) cloudformation_.erase_resource(row);
    cloudformation_.edit_stack(key).previous.reset();
    const bool back = status == "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS";
    return settle(key, back ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_COMPLETE");
  }
  const bool deletion = status == "DELETE_IN_PROGRESS";
  if (!stack.failed.empty()) {
    return settle(key, deletion ? "DELETE_FAILED" : "ROLLBACK_FAILED",
                  fmt::format("The following resource(s) failed to delete: [{}]. ",
                              fmt::join(stack.failed, ", ")));
  }
  if (deletion) {
    cloudformation_.edit_stack(key).deleted = cloudformation_.now();
    forget_change_sets(cloudformation_, key);
  }
  settle(key, deletion ? "DELETE_COMPLETE" : "ROLLBACK_COMPLETE");
}

}  // namespace spotdrill::cloudformation
