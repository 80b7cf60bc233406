// The steps of one resource: its calls, and looking whether it is ready or gone.
#include <fmt/format.h>

#include <algorithm>

#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/dynamic.hpp"
#include "services/cloudformation/types/catalogue.hpp"
#include "services/cloudformation/types/expressions.hpp"

namespace spotdrill::cloudformation {
namespace {

// DEVIATION: how often AWS looks is not known.
constexpr Duration look_again = 2s;
/// "Resource did not stabilize": AWS's limit depends on the type; an hour is the longest known.
constexpr Duration patience = std::chrono::hours{1};

std::string lower_of(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char each) {
    return static_cast<char>(each >= 'A' && each <= 'Z' ? each - 'A' + 'a' : each);
  });
  return text;
}

json::object tags_object(const Texts& tags) {
  json::object object;
  for (const auto& [key, value] : tags) object.emplace(key, value);
  return object;
}

json::object or_empty(const json::value& value) {
  return value.is_object() ? value.get_object() : json::object{};
}

/// What a rollback is told where the update that failed had not come so far.
constexpr std::string_view undone_already =
    "NoSuchEntity EntityAlreadyExists InvalidPermission.NotFound InvalidPermission.Duplicate";

}  // namespace

std::string resource_name(CloudFormation& cloudformation, const StackRecord& stack,
                          const ResourceRecord& resource, const ResourceType& type) {
  constexpr std::size_t random_length = 12;
  const json::object properties = or_empty(resource.properties);
  if (resource.named) {
    const json::value& name = properties.at(type.name_property);
    return name.is_string() ? std::string{name.get_string()} : to_text(name);
  }
  json::object bindings;
  bindings.emplace("properties", properties);
  const std::string suffix =
      type.name_suffix.empty() ? std::string{} : text_of(type.name_suffix, bindings);
  const std::size_t room = type.name_length_max - suffix.size() - random_length - 2;
  std::string logical = resource.logical.substr(0, room / 2);
  std::string name = stack.name.substr(0, room - logical.size());
  name += "-" + logical + "-" + cloudformation.world().ids.alphanumeric("", random_length);
  return (type.lower_case_name ? lower_of(name) : name) + suffix;
}

void Deployments::schedule(const std::string& key, const std::string& row, Duration delay) {
  timers_.set(row, cloudformation_.now() + delay, [this, key, row] { carry_out(key, row); });
}

void Deployments::carry_out(const std::string& key, const std::string& row) {
  const ResourceRecord* resource = cloudformation_.resources().find(row);
  if (resource == nullptr) return;
  const ResourceType* type = find_type(resource->type);
  if (type == nullptr) return fail(key, row, "spotdrill has no such resource type");
  switch (resource->step) {
    case Step::None:
      return;
    case Step::Create:
      return make(key, row, *type);
    case Step::Update:
      return modify(key, row, *type);
    case Step::Settle:
      return look(key, row, *type);
    case Step::Remove:
      return take_away(key, row, *type);
    case Step::Vanish:
      return look_whether_gone(key, row, *type);
  }
}

Result<json::object, std::string> Deployments::bindings_of(const std::string& key,
                                                           const ResourceRecord& each,
                                                           bool resolve) {
  const StackRecord& stack = cloudformation_.stack(key);
  const Place& place = cloudformation_.place();
  const wire::Context context = context_of(cloudformation_, stack.target);
  json::object bindings;
  for (const auto& [name, value] :
       {std::pair{"properties", &each.properties}, std::pair{"old", &each.old_properties}}) {
    json::value resolved(or_empty(*value));  // Braces would make a list of it.
    if (resolve) TRY(resolve_dynamic(resolved, cloudformation_.calls(), context));
    bindings.emplace(name, std::move(resolved));
  }
  bindings.emplace("tags", tags_object(each.tags));
  bindings.emplace("old_tags", tags_object(each.old_tags));
  bindings.emplace("@attributes", or_empty(each.attributes));
  bindings.emplace("@name", each.name);
  bindings.emplace("@id", each.physical);
  bindings.emplace("@region", place.region);
  bindings.emplace("@account", place.account);
  if (place.region != "us-east-1") bindings.emplace("@location", place.region);
  return bindings;
}

/// Whether the answer to a call is still waited for: the resource may be cancelled by now, or gone.
bool Deployments::is_at(const std::string& row, Step step) const {
  const ResourceRecord* resource = cloudformation_.resources().find(row);
  return resource != nullptr && resource->step == step;
}

void Deployments::make(const std::string& key, const std::string& row, const ResourceType& type) {
  const ResourceRecord& resource = *cloudformation_.resources().find(row);
  auto bindings = bindings_of(key, resource, true);
  if (!bindings.has_value()) return fail(key, row, bindings.error());
  const wire::Context context = context_of(cloudformation_, cloudformation_.stack(key).target);
  const auto create = [this, key, row, &type, context, bindings = *bindings, alive = alive_] {
    being_made_.insert(row);
    cloudformation_.calls().run(type.create, bindings, context, {},
                                [this, key, row, &type, alive](CallsEnd end) {
                                  if (*alive) made(key, row, type, std::move(end));
                                });
  };
  if (!resource.named || type.probe.operation.empty()) return create();
  cloudformation_.calls().run(
      {&type.probe, 1}, *bindings, context, {},
      [this, key, row, create, name = resource.name, alive = alive_](const CallsEnd& end) {
        if (!*alive || !is_at(row, Step::Create)) return;
        if (end.failure) return create();
        fail(key, row,
             fmt::format("Resource of this name already exists: \"{}\" (HandlerErrorCode: "
                         "AlreadyExists)",
                         name));
      });
}

void Deployments::made(const std::string& key, const std::string& row, const ResourceType& type,
                       CallsEnd end) {
  being_made_.erase(row);
  if (cloudformation_.resources().find(row) == nullptr) return;
  ResourceRecord& resource = cloudformation_.edit_resource(row);
  if (end.made > 0 || !end.failure) resource.physical = text_of(type.id, end.bindings);
  if (resource.step != Step::Create) return wake(key);  // Cancelled meanwhile: it is to go.
  if (end.failure) return fail(key, row, end.failure->reason);
  resource.reason = "Resource creation Initiated";
  resource.step = Step::Settle;
  resource.updated = cloudformation_.now();
  cloudformation_.add_event(key, &resource);
  schedule(key, row, Duration::zero());
}

void Deployments::modify(const std::string& key, const std::string& row, const ResourceType& type) {
  auto bindings = bindings_of(key, *cloudformation_.resources().find(row), true);
  if (!bindings.has_value()) return fail(key, row, bindings.error());
  const StackRecord& stack = cloudformation_.stack(key);
  const bool back = stack.status == "UPDATE_ROLLBACK_IN_PROGRESS";
  const std::string_view passed_over = back ? undone_already : std::string_view{};
  cloudformation_.calls().run(type.update, std::move(*bindings),
                              context_of(cloudformation_, stack.target), passed_over,
                              [this, key, row, alive = alive_](CallsEnd end) {
                                if (!*alive || !is_at(row, Step::Update)) return;
                                if (end.failure) return fail(key, row, end.failure->reason);
                                cloudformation_.edit_resource(row).step = Step::Settle;
                                schedule(key, row, Duration::zero());
                              });
}

void Deployments::look(const std::string& key, const std::string& row, const ResourceType& type) {
  auto bindings = bindings_of(key, *cloudformation_.resources().find(row));
  if (!bindings.has_value()) return fail(key, row, bindings.error());
  Call read = type.read;
  read.as = "@read";
  const std::size_t count = read.operation.empty() ? 0 : 1;
  cloudformation_.calls().run({&read, count}, std::move(*bindings),
                              context_of(cloudformation_, cloudformation_.stack(key).target), {},
                              [this, key, row, &type, alive = alive_](CallsEnd end) {
                                if (*alive) looked(key, row, type, std::move(end));
                              });
}

void Deployments::looked(const std::string& key, const std::string& row, const ResourceType& type,
                         CallsEnd end) {
  if (!is_at(row, Step::Settle)) return;
  if (end.failure) return fail(key, row, end.failure->reason);
  ResourceRecord& resource = cloudformation_.edit_resource(row);
  const std::string state =
      type.stable.value.empty() ? std::string{} : text_of(type.stable.value, end.bindings);
  if (state != type.stable.wanted) {
    const bool never = !type.stable.failed.empty() && state == type.stable.failed;
    if (never || resource.updated + patience < cloudformation_.now()) {
      return fail(key, row,
                  fmt::format("Resource {} did not stabilize ({}).", resource.physical, state));
    }
    return schedule(key, row, look_again);
  }
  json::object attributes;
  for (const Attribute& attribute : type.attributes) {
    const auto value = look_up(attribute.value, end.bindings);
    if (value) attributes.emplace(attribute.name, *value);
  }
  resource.attributes = std::move(attributes);
  cloudformation_.calls().run(type.finish, std::move(end.bindings),
                              context_of(cloudformation_, cloudformation_.stack(key).target), {},
                              [this, key, row, alive = alive_](const CallsEnd& last) {
                                if (!*alive || !is_at(row, Step::Settle)) return;
                                if (last.failure) return fail(key, row, last.failure->reason);
                                complete(key, row);
                              });
}

void Deployments::take_away(const std::string& key, const std::string& row,
                            const ResourceType& type) {
  auto bindings = bindings_of(key, *cloudformation_.resources().find(row));
  if (!bindings.has_value()) return fail(key, row, bindings.error());
  cloudformation_.calls().run(type.remove, std::move(*bindings),
                              context_of(cloudformation_, cloudformation_.stack(key).target),
                              type.gone, [this, key, row, &type, alive = alive_](CallsEnd end) {
                                if (!*alive || !is_at(row, Step::Remove)) return;
                                if (end.failure) return fail(key, row, end.failure->reason);
                                if (type.removed.value.empty())
                                  return removed(key, row, "DELETE_COMPLETE");
                                cloudformation_.edit_resource(row).step = Step::Vanish;
                                schedule(key, row, Duration::zero());
                              });
}

void Deployments::look_whether_gone(const std::string& key, const std::string& row,
                                    const ResourceType& type) {
  auto bindings = bindings_of(key, *cloudformation_.resources().find(row));
  if (!bindings.has_value()) return fail(key, row, bindings.error());
  Call read = type.read;
  read.as = "@read";
  cloudformation_.calls().run(
      {&read, 1}, std::move(*bindings),
      context_of(cloudformation_, cloudformation_.stack(key).target), {},
      [this, key, row, &type, alive = alive_](const CallsEnd& end) {
        if (!*alive || !is_at(row, Step::Vanish)) return;
        const bool gone = end.failure
                              ? is_one_of(end.failure->code, type.gone)
                              : text_of(type.removed.value, end.bindings) == type.removed.wanted;
        if (gone) return removed(key, row, "DELETE_COMPLETE");
        if (end.failure) return fail(key, row, end.failure->reason);
        if (cloudformation_.resources().find(row)->updated + patience < cloudformation_.now()) {
          return fail(key, row, "Resource was not deleted in time.");
        }
        schedule(key, row, look_again);
      });
}

void Deployments::end_step(const std::string& key, const std::string& row, std::string_view status,
                           std::string reason) {
  ResourceRecord& resource = cloudformation_.edit_resource(row);
  resource.step = Step::None;
  resource.status = status;
  resource.reason = std::move(reason);
  resource.round = cloudformation_.stack(key).round;
  resource.updated = cloudformation_.now();
  cloudformation_.add_event(key, &resource);
  wake(key);
}

void Deployments::complete(const std::string& key, const std::string& row) {
  ResourceRecord& resource = cloudformation_.edit_resource(row);
  const bool updating = std::exchange(resource.updating, false);
  resource.old_properties = nullptr;
  resource.old_tags.clear();
  end_step(key, row, updating ? "UPDATE_COMPLETE" : "CREATE_COMPLETE", {});
}

void Deployments::fail(const std::string& key, const std::string& row, std::string reason) {
  const ResourceRecord& resource = *cloudformation_.resources().find(row);
  const bool removal = resource.step == Step::Remove || resource.step == Step::Vanish;
  const bool update =
      !resource.physical.empty() && resource.made_in != cloudformation_.stack(key).round;
  const std::string_view status = removal                       ? "DELETE_FAILED"
                                  : update || resource.updating ? "UPDATE_FAILED"
                                                                : "CREATE_FAILED";
  cloudformation_.edit_stack(key).failed.push_back(resource.logical);
  end_step(key, row, status, std::move(reason));
}

}  // namespace spotdrill::cloudformation
