#include "services/cloudformation/plan.hpp"

#include <algorithm>
#include <map>

#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/reading.hpp"
#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

/// Stands for what is known only when it was made.
json::value to_be_known(const std::string& what) {
  return json::value("{{changeSet:KNOWN_AFTER_APPLY}} " + what);
}

class Planner {
 public:
  Planner(CloudFormation& cloudformation, const Reading& reading, std::string key)
      : cloudformation_(cloudformation), reading_(reading), key_(std::move(key)) {
    const Scope known = scope_of(cloudformation, reading, key_);
    scope_ = known;
    scope_.ref = [this, known](const std::string& id) -> Result<json::value, std::string> {
      if (is_new(id)) return to_be_known(id);
      return known.ref(id);
    };
    scope_.attribute = [this, known](const std::string& id,
                                     const std::string& name) -> Result<json::value, std::string> {
      if (is_new(id)) return to_be_known(id + "." + name);
      auto value = known.attribute(id, name);
      return value.has_value() ? std::move(value) : to_be_known(id + "." + name);
    };
  }

  /// What becomes of a resource of the target; nothing: it stays.
  Result<std::optional<ChangeRecord>, std::string> change_of(const std::string& id) {
    const TemplateResource& described = reading_.whole.resources.at(id);
    const auto evaluated = TRY(evaluate(described.properties, scope_));
    const json::value properties = evaluated ? *evaluated : json::value(json::object{});
    const ResourceRecord* existing = find(id);
    ChangeRecord change{.action = "Modify", .logical = id, .type = described.type};
    if (existing == nullptr) {
      change.action = "Add";
      return std::optional{change};
    }
    change.physical = existing->physical;
    change.properties = changed_properties(existing->properties, properties);
    change.tags = existing->tags != target_tags;
    const bool failed = existing->status.ends_with("FAILED");
    if (change.properties.empty() && !change.tags && existing->type == described.type && !failed) {
      return std::optional<ChangeRecord>{};
    }
    change.replacement = replaces(*existing, described, change.properties) ? "True" : "False";
    return std::optional{change};
  }

  const ResourceRecord* find(const std::string& id) const {
    const ResourceRecord* found = cloudformation_.resources().find(key_ + "/" + id);
    return found == nullptr || found->physical.empty() ? nullptr : found;
  }

  const Scope& scope() const { return scope_; }
  Texts target_tags;

 private:
  static bool replaces(const ResourceRecord& existing, const TemplateResource& described,
                       const std::vector<std::string>& names) {
    const ResourceType* type = find_type(described.type);
    if (existing.type != described.type || type == nullptr) return true;
    return std::ranges::any_of(names, [&](const std::string& name) {
      const Property* property = find_property(*type, name);
      return property != nullptr && property->change == Change::Replacement;
    });
  }

  /// Whether there will be another resource of that id.
  bool is_new(const std::string& id) {
    if (const auto known = new_.find(id); known != new_.end()) return known->second;
    new_[id] = true;
    const auto change = change_of(id);
    const bool result = change.has_value() && *change &&
                        ((*change)->action == "Add" || (*change)->replacement == "True");
    return new_[id] = result;
  }

  CloudFormation& cloudformation_;
  const Reading& reading_;
  std::string key_;
  Scope scope_;
  std::map<std::string, bool> new_;
};

bool outputs_differ(const StackRecord& stack, const Reading& reading, const Scope& scope) {
  const auto outputs = evaluate_outputs(reading, scope);
  return !outputs.has_value() || *outputs != stack.outputs;
}

}  // namespace

Result<Plan> make_plan(CloudFormation& cloudformation, const std::string& key,
                       const TargetRecord& target) {
  const StackRecord& stack = cloudformation.stack(key);
  const auto reading = read_target(cloudformation, target, stack.name, stack.id);
  if (!reading.has_value()) return invalid(reading.error());
  Planner planner{cloudformation, **reading, key};
  planner.target_tags = target.tags;
  Plan plan;
  for (const std::string& id : (*reading)->ids) {
    auto change = planner.change_of(id);
    if (!change.has_value()) return invalid(change.error());
    if (*change) plan.changes.push_back(std::move(**change));
  }
  for (const ResourceRecord* each : cloudformation.resources_of(key)) {
    if (each->replaced || (*reading)->ids.contains(each->logical) || each->physical.empty()) {
      continue;
    }
    ChangeRecord change{.action = "Remove", .logical = each->logical};
    change.physical = each->physical;
    change.type = each->type;
    plan.changes.push_back(std::move(change));
  }
  plan.outputs = outputs_differ(stack, **reading, planner.scope());
  return plan;
}

}  // namespace spotdrill::cloudformation
