#include "services/cloudformation/cloudformation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/errors.hpp"

template class spotdrill::Table<spotdrill::cloudformation::StackRecord>;
template class spotdrill::Table<spotdrill::cloudformation::ResourceRecord>;
template class spotdrill::Table<spotdrill::cloudformation::EventRecord>;
template class spotdrill::Table<spotdrill::cloudformation::ChangeSetRecord>;

namespace spotdrill::cloudformation {
namespace {

constexpr std::string_view deleted = "DELETE_COMPLETE";

std::string event_row(const std::string& key, std::int64_t number) {
  return fmt::format("{}/{:012}", key, number);
}

}  // namespace

std::string key_of(const StackRecord& stack) {
  return stack.id.substr(stack.id.rfind('/') + 1);
}

CloudFormation::CloudFormation(World& world, Place place, Duration step_delay)
    : world_(world),
      place_(std::move(place)),
      step_delay_(step_delay),
      stacks_(world.store, "cloudformation.stacks", place_.region),
      resources_(world.store, "cloudformation.resources", place_.region),
      events_(world.store, "cloudformation.events", place_.region),
      change_sets_(world.store, "cloudformation.change-sets", place_.region) {}

CloudFormation::~CloudFormation() = default;

void CloudFormation::begin(const wire::Dispatcher& dispatcher) {
  calls_ = std::make_unique<Calls>(dispatcher, world_.ids);
  deployments_ = std::make_unique<Deployments>(*this);
  deployments_->take_up();
}

const StackRecord* CloudFormation::find_stack(std::string_view name_or_id) const {
  if (name_or_id.starts_with("arn:")) {
    const StackRecord* found = stacks_.find(name_or_id.substr(name_or_id.rfind('/') + 1));
    return found != nullptr && found->id == name_or_id ? found : nullptr;
  }
  for (const auto& [key, stack] : stacks_.all()) {
    if (stack.name == name_or_id && stack.status != deleted) return &stack;
  }
  return nullptr;
}

Result<const StackRecord*> CloudFormation::live_stack(std::string_view name_or_id) const {
  const StackRecord* found = find_stack(name_or_id);
  if (found == nullptr || found->status == deleted) return stack_does_not_exist(name_or_id);
  return found;
}

Result<std::string> CloudFormation::add_stack(StackRecord stack) {
  forget_old();
  const auto live = std::ranges::count_if(
      stacks_.all(), [](const auto& each) { return each.second.status != deleted; });
  if (static_cast<std::size_t>(live) >= stacks_max) return too_many_stacks();
  std::string key = world_.ids.uuid();
  stack.id = place_.arn("cloudformation", fmt::format("stack/{}/{}", stack.name, key));
  stacks_.put(key, std::move(stack));
  return key;
}

void CloudFormation::erase_stack(const std::string& key) {
  const auto erase_rows = [prefix = key + "/"](auto& table) {
    std::vector<std::string> rows;
    for (auto at = table.all().lower_bound(prefix);
         at != table.all().end() && at->first.starts_with(prefix); ++at) {
      rows.push_back(at->first);
    }
    for (const std::string& row : rows) table.erase(row);
  };
  erase_rows(resources_);
  erase_rows(events_);
  erase_rows(change_sets_);
  stacks_.erase(key);
}

void CloudFormation::forget_old() {
  std::vector<std::string> old;
  std::size_t kept = 0;
  for (const auto& [key, stack] : stacks_.all()) {
    if (!stack.deleted) continue;
    // DEVIATION: as many deleted stacks are shown as there may be others.
    if (*stack.deleted + deleted_stack_time < now() || ++kept > stacks_max) old.push_back(key);
  }
  for (const std::string& key : old) erase_stack(key);
}

std::vector<const ResourceRecord*> CloudFormation::resources_of(const std::string& key) const {
  return resources_.with_prefix(key + "/");
}

ResourceRecord& CloudFormation::put_resource(std::string row, ResourceRecord resource) {
  return resources_.put(std::move(row), std::move(resource));
}

void CloudFormation::add_event(const std::string& key, const ResourceRecord* resource,
                               std::string properties) {
  StackRecord& stack = stacks_.edit(key);
  EventRecord event{.id = world_.ids.uuid(), .properties = std::move(properties)};
  event.token = stack.token;
  event.at = now();
  if (resource == nullptr) {
    event.logical = stack.name;
    event.physical = stack.id;
    event.type = "AWS::CloudFormation::Stack";
    event.status = stack.status;
    event.reason = stack.reason;
  } else {
    event.id = fmt::format("{}-{}-{}", resource->logical, resource->status, event.id);
    event.logical = resource->logical;
    event.physical = resource->physical;
    event.type = resource->type;
    event.status = resource->status;
    event.reason = resource->reason;
  }
  const std::int64_t number = stack.events++;
  if (number >= stack_events_max) events_.erase(event_row(key, number - stack_events_max));
  events_.put(event_row(key, number), std::move(event));
}

std::vector<const EventRecord*> CloudFormation::events_of(const std::string& key) const {
  return events_.with_prefix(key + "/");
}

const StackRecord* CloudFormation::exporter(std::string_view name) const {
  for (const auto& [key, stack] : stacks_.all()) {
    if (stack.status == deleted) continue;
    for (const OutputRecord& output : stack.outputs) {
      if (output.export_name == name) return &stack;
    }
  }
  return nullptr;
}

std::vector<std::string> CloudFormation::importers(std::string_view name) const {
  std::vector<std::string> names;
  for (const auto& [key, stack] : stacks_.all()) {
    if (stack.status == deleted) continue;
    if (std::ranges::find(stack.imports, name) != stack.imports.end()) names.push_back(stack.name);
  }
  return names;
}

}  // namespace spotdrill::cloudformation
