// Applying a target: which resources are made, changed or replaced, when their dependencies are
// there.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

bool is_settled(const ResourceRecord* resource, const StackRecord& stack) {
  return resource != nullptr && resource->round == stack.round && resource->step == Step::None;
}

/// What a failed deployment of this status says.
std::string failure_reason(const StackRecord& stack) {
  const std::string_view verb = stack.status == "CREATE_IN_PROGRESS" ? "create" : "update";
  return fmt::format("The following resource(s) failed to {}: [{}]. ", verb,
                     fmt::join(stack.failed, ", "));
}

}  // namespace

std::vector<std::string> changed_properties(const json::value& before, const json::value& after) {
  static const json::object none;
  const json::object& old = before.is_object() ? before.get_object() : none;
  const json::object& now = after.is_object() ? after.get_object() : none;
  std::vector<std::string> names;
  for (const auto& entry : old) {
    const json::value* found = now.if_contains(entry.key());
    if (found == nullptr || *found != entry.value()) names.emplace_back(entry.key());
  }
  for (const auto& entry : now) {
    if (!old.contains(entry.key())) names.emplace_back(entry.key());
  }
  return names;
}

void Deployments::apply(const std::string& key) {
  const StackRecord& stack = cloudformation_.stack(key);
  if (!stack.failed.empty()) return fail_deployment(key, failure_reason(stack));
  const bool late =
      stack.timeout_minutes && stack.status == "CREATE_IN_PROGRESS" &&
      cloudformation_.now() >= stack.began + std::chrono::minutes{*stack.timeout_minutes};
  if (late) return fail_deployment(key, "Stack creation time exceeded the specified timeout. ");
  const auto reading = reading_of(key);
  if (reading == nullptr) return fail_deployment(key, "The template cannot be read. ");
  while (start_ready(key, *reading)) {
  }
  const bool all = std::ranges::all_of(reading->ids, [&](const std::string& id) {
    return is_settled(cloudformation_.resources().find(key + "/" + id), cloudformation_.stack(key));
  });
  if (!cloudformation_.stack(key).failed.empty()) return wake(key);
  if (all) finish_apply(key, *reading);
}

/// Starts what can be; true when something that needed nothing done was settled by it.
bool Deployments::start_ready(const std::string& key, const Reading& reading) {
  bool settled = false;
  const auto& resources = cloudformation_.resources();
  for (const std::string& id : reading.ids) {
    const StackRecord& stack = cloudformation_.stack(key);
    if (!stack.failed.empty()) return false;
    const std::string row = key + "/" + id;
    const ResourceRecord* found = resources.find(row);
    if (is_settled(found, stack)) continue;
    if (found != nullptr && found->step != Step::None) continue;
    const auto needs = reading.dependencies(id);
    const bool ready = std::ranges::all_of(needs, [&](const std::string& each) {
      return is_settled(resources.find(key + "/" + each), stack);
    });
    if (!ready) continue;
    start(key, id, reading);
    settled = settled || is_settled(resources.find(row), cloudformation_.stack(key));
  }
  return settled;
}

void Deployments::start(const std::string& key, const std::string& id, const Reading& reading) {
  const TemplateResource& described = reading.whole.resources.at(id);
  ResourceRecord wanted{.logical = id, .type = described.type};
  wanted.deletion_policy = described.deletion_policy;
  wanted.replace_policy = described.update_replace_policy;
  wanted.depends_on = reading.dependencies(id);
  wanted.tags = cloudformation_.stack(key).target.tags;
  wanted.round = cloudformation_.stack(key).round;
  const std::string row = key + "/" + id;
  const ResourceRecord* existing = cloudformation_.resources().find(row);
  auto properties = evaluate(described.properties, scope_of(cloudformation_, reading, key));
  if (!properties.has_value()) {
    if (existing == nullptr) cloudformation_.put_resource(row, std::move(wanted));
    return fail(key, row, properties.error());
  }
  wanted.properties = *properties ? std::move(**properties) : json::value(json::object{});
  const bool same = existing != nullptr && !existing->physical.empty() &&
                    existing->type == wanted.type && existing->tags == wanted.tags &&
                    existing->properties == wanted.properties &&
                    !existing->status.ends_with("FAILED");
  if (!same && existing != nullptr && restore(key, id, wanted)) return;
  if (existing == nullptr || existing->physical.empty()) {
    return start_new(key, std::move(wanted));
  }
  if (!same) return change(key, id, std::move(wanted));
  ResourceRecord& kept = cloudformation_.edit_resource(row);
  kept.round = wanted.round;
  kept.depends_on = std::move(wanted.depends_on);
  kept.deletion_policy = std::move(wanted.deletion_policy);
  kept.replace_policy = std::move(wanted.replace_policy);
}

void Deployments::start_new(const std::string& key, ResourceRecord resource) {
  const StackRecord& stack = cloudformation_.stack(key);
  const ResourceType* type = find_type(resource.type);
  const std::string id = resource.logical;
  const std::string row = key + "/" + id;
  resource.made_in = stack.round;
  resource.step = Step::Create;
  resource.updated = cloudformation_.now();
  resource.status = resource.updating ? "UPDATE_IN_PROGRESS" : "CREATE_IN_PROGRESS";
  if (resource.updating) {
    resource.reason =
        "Requested update requires the creation of a new physical resource; hence creating one.";
  }
  if (type != nullptr) {
    resource.named = !type->name_property.empty() &&
                     resource.properties.get_object().contains(type->name_property);
    resource.name = resource_name(cloudformation_, stack, resource, *type);
  }
  const ResourceRecord& put = cloudformation_.put_resource(row, std::move(resource));
  cloudformation_.add_event(key, &put, told_properties(key, id));
  if (type == nullptr) return fail(key, row, "spotdrill has no such resource type: " + put.type);
  schedule(key, row, cloudformation_.step_delay());
}

/// The properties as events tell them: NoEcho's values are masked.
std::string Deployments::told_properties(const std::string& key, const std::string& id) {
  const StackRecord& stack = cloudformation_.stack(key);
  const auto reading = reading_of(key);
  const bool masked =
      std::ranges::any_of(reading->declared, [](const auto& each) { return each.second.no_echo; });
  const auto told = masked ? read_target(cloudformation_, stack.target, stack.name, stack.id, true)
                           : Result<std::shared_ptr<const Reading>, std::string>(reading);
  if (!told.has_value()) return {};
  const auto properties =
      evaluate((*told)->whole.resources.at(id).properties, scope_of(cloudformation_, **told, key));
  return properties.has_value() && *properties ? to_text(**properties) : std::string{};
}

void Deployments::change(const std::string& key, const std::string& id, ResourceRecord wanted) {
  const std::string row = key + "/" + id;
  const ResourceRecord& existing = *cloudformation_.resources().find(row);
  const ResourceType* type = find_type(existing.type);
  bool replaces = type == nullptr || existing.type != wanted.type;
  for (const std::string& name : changed_properties(existing.properties, wanted.properties)) {
    const Property* property = replaces ? nullptr : find_property(*type, name);
    if (property == nullptr) continue;
    if (property->change == Change::Refused) {
      return fail(
          key, row,
          fmt::format("spotdrill's CloudFormation cannot change {} of {}.", name, existing.type));
    }
    replaces = replaces || property->change == Change::Replacement;
  }
  if (replaces) return replace(key, id, std::move(wanted));
  ResourceRecord& edited = cloudformation_.edit_resource(row);
  edited.old_properties = std::move(edited.properties);
  edited.old_tags = std::move(edited.tags);
  edited.properties = std::move(wanted.properties);
  edited.tags = std::move(wanted.tags);
  edited.depends_on = std::move(wanted.depends_on);
  edited.deletion_policy = std::move(wanted.deletion_policy);
  edited.replace_policy = std::move(wanted.replace_policy);
  edited.round = wanted.round;
  edited.updating = true;
  edited.step = Step::Update;
  edited.status = "UPDATE_IN_PROGRESS";
  edited.reason.clear();
  edited.updated = cloudformation_.now();
  cloudformation_.add_event(key, &edited, told_properties(key, id));
  schedule(key, row, cloudformation_.step_delay());
}

void Deployments::replace(const std::string& key, const std::string& id, ResourceRecord wanted) {
  const std::string row = key + "/" + id;
  ResourceRecord old = *cloudformation_.resources().find(row);
  const ResourceType* type = find_type(wanted.type);
  const json::value* name = type == nullptr || type->name_property.empty()
                                ? nullptr
                                : wanted.properties.get_object().if_contains(type->name_property);
  if (old.named && old.type == wanted.type && name != nullptr && name->is_string() &&
      std::string_view{name->get_string()} == old.name) {
    return fail(key, row,
                fmt::format("CloudFormation cannot update a stack when a custom-named resource "
                            "requires replacing. Rename {} and update the stack again.",
                            old.name));
  }
  old.replaced = true;
  const std::int64_t round = cloudformation_.stack(key).round;
  cloudformation_.put_resource(fmt::format("{}~{}", row, round), std::move(old));
  cloudformation_.erase_resource(row);
  wanted.updating = true;
  start_new(key, std::move(wanted));
}

/// Takes back what this one replaced, in the rollback of an update.
bool Deployments::restore(const std::string& key, const std::string& id,
                          const ResourceRecord& wanted) {
  const std::string row = key + "/" + id;
  const auto& all = cloudformation_.resources().all();
  for (auto at = all.lower_bound(row + "~"); at != all.end() && at->first.starts_with(row + "~");
       ++at) {
    if (at->second.type != wanted.type || at->second.properties != wanted.properties) continue;
    ResourceRecord back = at->second;
    const std::string old_row = at->first;
    ResourceRecord made = *cloudformation_.resources().find(row);
    cloudformation_.erase_resource(old_row);
    back.replaced = false;
    back.round = wanted.round;
    back.status = "UPDATE_COMPLETE";
    back.reason.clear();
    back.updated = cloudformation_.now();
    made.replaced = true;
    cloudformation_.put_resource(old_row, std::move(made));
    const ResourceRecord& put = cloudformation_.put_resource(row, std::move(back));
    cloudformation_.add_event(key, &put);
    return true;
  }
  return false;
}

void Deployments::finish_apply(const std::string& key, const Reading& reading) {
  const Scope scope = scope_of(cloudformation_, reading, key);
  auto outputs = evaluate_outputs(reading, scope);
  if (!outputs.has_value()) return fail_deployment(key, outputs.error() + ". ");
  StackRecord& stack = cloudformation_.edit_stack(key);
  for (const OutputRecord& output : *outputs) {
    if (!output.export_name) continue;
    if (std::ranges::count(*outputs, output.export_name, &OutputRecord::export_name) > 1) {
      return fail_deployment(
          key, fmt::format("Export name {} is duplicated in the template. ", *output.export_name));
    }
    const StackRecord* other = cloudformation_.exporter(*output.export_name);
    if (other == nullptr || other->id == stack.id) continue;
    return fail_deployment(key, fmt::format("Export with name {} is already exported by stack {}. ",
                                            *output.export_name, other->name));
  }
  for (const OutputRecord& old : stack.outputs) {
    if (!old.export_name) continue;
    const auto users = cloudformation_.importers(*old.export_name);
    const auto kept = std::ranges::find(*outputs, old.export_name, &OutputRecord::export_name);
    if (users.empty() || (kept != outputs->end() && kept->value == old.value)) continue;
    return fail_deployment(
        key, fmt::format("Export {} cannot be {} as it is in use by {}. ", *old.export_name,
                         kept == outputs->end() ? "deleted" : "updated", fmt::join(users, ", ")));
  }
  stack.outputs = std::move(*outputs);
  stack.imports = imports_of(reading, scope);
  stack.description = reading.whole.description;
  if (stack.status == "CREATE_IN_PROGRESS") return settle(key, "CREATE_COMPLETE");
  const bool back = stack.status == "UPDATE_ROLLBACK_IN_PROGRESS";
  stack.phase = Phase::Cleanup;
  set_status(
      key,
      back ? "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS" : "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      {});
  wake(key);
}

}  // namespace spotdrill::cloudformation
