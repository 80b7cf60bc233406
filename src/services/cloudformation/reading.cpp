#include "services/cloudformation/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/cloudformation/template/scalar.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::string_view masked_text = "****";

json::value notifications_of(const TargetRecord& target) {
  json::array list;
  for (const std::string& each : target.notifications) list.emplace_back(each);
  return json::value(std::move(list));
}

void add_pseudo(Scope& scope, const CloudFormation& cloudformation, const TargetRecord& target,
                const std::string& name, const std::string& id) {
  const std::string& region = cloudformation.place().region;
  const bool china = region.starts_with("cn-");
  scope.names["AWS::AccountId"] = cloudformation.place().account;
  scope.names["AWS::Region"] = region;
  scope.names["AWS::Partition"] = "aws";
  scope.names["AWS::URLSuffix"] = china ? "amazonaws.com.cn" : "amazonaws.com";
  scope.names["AWS::StackName"] = name;
  scope.names["AWS::StackId"] = id;
  scope.names["AWS::NotificationARNs"] = notifications_of(target);
}

std::vector<std::string> zones_in(CloudFormation& cloudformation, const TargetRecord& target,
                                  const std::string& region) {
  wire::Context context = context_of(cloudformation, target);
  context.region = region;
  std::vector<std::string> names;
  const auto output =
      cloudformation.calls().call_now("ec2", "DescribeAvailabilityZones", {}, std::move(context));
  if (!output.has_value()) return names;
  const json::value* zones = output->get_object().if_contains("AvailabilityZones");
  if (zones == nullptr || !zones->is_array()) return names;
  for (const json::value& zone : zones->get_array()) {
    names.emplace_back(string_at(zone.get_object(), "ZoneName"));
  }
  std::ranges::sort(names);
  return names;
}

Result<json::value, std::string> attribute_in(const ResourceRecord* resource, const std::string& id,
                                              const std::string& name) {
  const json::object* all = resource == nullptr ? nullptr : resource->attributes.if_object();
  const json::value* found = all == nullptr ? nullptr : all->if_contains(name);
  if (found != nullptr) return *found;
  return refuse(
      fmt::format("Template error: resource {} does not support attribute type {} in "
                  "Fn::GetAtt",
                  id, name));
}

Refusal<std::string> no_resource(const std::string& id) {
  return refuse(
      fmt::format("Template format error: Unresolved resource dependencies [{}] in the "
                  "Resources block of the template",
                  id));
}

}  // namespace

std::vector<std::string> Reading::dependencies(const std::string& id) const {
  std::vector<std::string> result;
  for (const std::string& each : whole.resources.at(id).depends_on) {
    if (ids.contains(each)) result.push_back(each);
  }
  return result;
}

wire::Context context_of(const CloudFormation& cloudformation, const TargetRecord& target) {
  wire::Context context;
  context.account = cloudformation.place().account;
  context.region = cloudformation.place().region;
  context.caller_arn = target.role.value_or(root_arn(context.account));
  context.caller_id = context.account;
  context.source = "cloudformation";
  return context;
}

Result<std::shared_ptr<const Reading>, std::string> read_target(CloudFormation& cloudformation,
                                                                const TargetRecord& target,
                                                                const std::string& name,
                                                                const std::string& id,
                                                                bool masked) {
  auto reading = std::make_shared<Reading>();
  auto whole = read_template(target.body);
  if (!whole.has_value()) return refuse(std::move(whole.error().message));
  reading->whole = std::move(*whole);
  reading->declared = TRY(read_parameters(reading->whole.parameters));
  Scope& scope = reading->scope;
  scope.mappings = &reading->whole.mappings;
  scope.conditions = &reading->whole.conditions;
  const auto& transforms = reading->whole.transforms;
  scope.language_extensions =
      std::ranges::find(transforms, "AWS::LanguageExtensions") != transforms.end();
  add_pseudo(scope, cloudformation, target, name, id);
  for (const auto& [key, declared] : reading->declared) {
    const auto given = target.parameters.find(key);
    if (given == target.parameters.end()) continue;
    const auto resolved = target.resolved.find(key);
    std::string value = resolved == target.resolved.end() ? given->second : resolved->second;
    if (masked && declared.no_echo) value = masked_text;
    ParameterDeclared unchecked{.type = declared.type};
    if (unchecked.type == "Number" || masked) unchecked.type = "String";
    scope.names[key] = TRY(parameter_value(key, unchecked, value));
  }
  scope.ref = [](const std::string& which) { return no_resource(which); };
  scope.attribute = [](const std::string& which, const std::string&) { return no_resource(which); };
  scope.import = [&cloudformation](const std::string& which) -> Result<std::string, std::string> {
    const StackRecord* exporter = cloudformation.exporter(which);
    if (exporter == nullptr) return refuse(fmt::format("No export named {} found.", which));
    return std::ranges::find(exporter->outputs, which, &OutputRecord::export_name)->value;
  };
  scope.zones = [&cloudformation, role = target](const std::string& region) {
    return zones_in(cloudformation, role, region);
  };
  for (const auto& [key, resource] : reading->whole.resources) {
    if (resource.condition.empty() || TRY(condition_holds(resource.condition, scope))) {
      reading->ids.insert(key);
    }
  }
  return std::shared_ptr<const Reading>(std::move(reading));
}

Scope scope_of(const CloudFormation& cloudformation, const Reading& reading,
               const std::string& key) {
  Scope scope = reading.scope;
  const auto find = [&cloudformation, key](const std::string& id) -> const ResourceRecord* {
    const ResourceRecord* found = cloudformation.resources().find(key + "/" + id);
    return found == nullptr || found->physical.empty() ? nullptr : found;
  };
  scope.ref = [find](const std::string& id) -> Result<json::value, std::string> {
    const ResourceRecord* found = find(id);
    if (found == nullptr) return no_resource(id);
    return json::value(found->physical);
  };
  scope.attribute = [find](const std::string& id, const std::string& name) {
    return attribute_in(find(id), id, name);
  };
  return scope;
}

Result<std::vector<OutputRecord>, std::string> evaluate_outputs(const Reading& reading,
                                                                const Scope& scope) {
  std::vector<OutputRecord> outputs;
  for (const auto& entry : reading.whole.outputs) {
    const json::object& output = entry.value().get_object();
    const std::string condition{string_at(output, "Condition")};
    if (!condition.empty() && !TRY(condition_holds(condition, scope))) continue;
    OutputRecord record{.key = std::string{entry.key()}};
    const Value value = TRY(evaluate(output.at("Value"), scope));
    const auto text = value ? scalar_text(*value) : std::nullopt;
    if (!text) {
      return refuse(
          fmt::format("Template format error: The Value field of every Outputs member "
                      "must evaluate to a String. ({})",
                      record.key));
    }
    record.value = *text;
    if (const auto told = string_at(output, "Description"); !told.empty()) {
      record.description = told;
    }
    if (const json::value* exported = output.if_contains("Export")) {
      const Value name = TRY(evaluate(exported->get_object().at("Name"), scope));
      record.export_name = name ? scalar_text(*name) : std::nullopt;
    }
    outputs.push_back(std::move(record));
  }
  return outputs;
}

namespace {

void gather_imports(const json::value& value, const Scope& scope, std::set<std::string>& names) {
  if (value.is_array()) {
    for (const json::value& each : value.get_array()) gather_imports(each, scope, names);
  } else if (value.is_object()) {
    for (const auto& entry : value.get_object()) {
      if (entry.key() == "Fn::ImportValue") {
        const auto name = evaluate(entry.value(), scope);
        if (name.has_value() && *name) names.insert(scalar_text(**name).value_or(""));
      }
      gather_imports(entry.value(), scope, names);
    }
  }
}

}  // namespace

std::vector<std::string> imports_of(const Reading& reading, Scope scope) {
  std::set<std::string> names;
  for (const std::string& id : reading.ids) {
    gather_imports(reading.whole.resources.at(id).properties, scope, names);
  }
  gather_imports(reading.whole.outputs, scope, names);
  return {names.begin(), names.end()};
}

}  // namespace spotdrill::cloudformation
