#include "services/cloudformation/change_sets.hpp"

#include "services/cloudformation/errors.hpp"

namespace spotdrill::cloudformation {

namespace {

std::vector<std::string> rows_of(CloudFormation& cloudformation, const std::string& key) {
  std::vector<std::string> rows;
  for (const ChangeSetRecord* each : cloudformation.change_sets().with_prefix(key + "/")) {
    rows.push_back(key + "/" + each->name);
  }
  return rows;
}

}  // namespace

Result<const ChangeSetRecord*> find_change_set(CloudFormation& cloudformation,
                                               const std::string& name,
                                               const std::optional<std::string>& stack) {
  if (name.starts_with("arn:")) {
    for (const auto& [row, each] : cloudformation.change_sets().all()) {
      if (each.id == name) return &each;
    }
    return change_set_not_found(name);
  }
  if (!stack) {
    return invalid("StackName must be specified if ChangeSetName is not specified as an ARN.");
  }
  const StackRecord* owner = cloudformation.find_stack(*stack);
  if (owner == nullptr) return stack_does_not_exist(*stack);
  const auto* found = cloudformation.change_sets().find(key_of(*owner) + "/" + name);
  if (found == nullptr) return change_set_not_found(name);
  return found;
}

void forget_change_sets(CloudFormation& cloudformation, const std::string& key) {
  for (const std::string& row : rows_of(cloudformation, key)) {
    cloudformation.change_sets().erase(row);
  }
}

void outdate_change_sets(CloudFormation& cloudformation, const std::string& key) {
  for (const std::string& row : rows_of(cloudformation, key)) {
    if (cloudformation.change_sets().find(row)->execution != "AVAILABLE") continue;
    cloudformation.change_sets().edit(row).execution = "OBSOLETE";
  }
}

api::cloudformation::Change render_change(const ChangeRecord& change) {
  api::cloudformation::Change rendered;
  rendered.type = "Resource";
  auto& resource = rendered.resource_change.emplace();
  resource.action = change.action;
  resource.logical_resource_id = change.logical;
  if (!change.physical.empty()) resource.physical_resource_id = change.physical;
  resource.resource_type = change.type;
  if (!change.replacement.empty()) resource.replacement = change.replacement;
  if (!change.properties.empty()) resource.scope.emplace_back("Properties");
  if (change.tags) resource.scope.emplace_back("Tags");
  for (const std::string& name : change.properties) {
    api::cloudformation::ResourceChangeDetail detail;
    auto& target = detail.target.emplace();
    target.attribute = "Properties";
    target.name = name;
    target.requires_recreation = change.replacement == "True" ? "Always" : "Never";
    detail.evaluation = "Static";
    detail.change_source = "DirectModification";
    resource.details.push_back(std::move(detail));
  }
  return rendered;
}

}  // namespace spotdrill::cloudformation
