#include "drill/run/fault_document.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spotdrill::drill {

namespace {

/// "PT2M", "PT150S": FIS takes ISO 8601 durations.
std::string iso_duration(Duration duration) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(duration).count();
  if (seconds % 60 == 0) return fmt::format("PT{}M", seconds / 60);
  return fmt::format("PT{}S", seconds);
}

json::array list_of(std::string_view element) {
  json::array list;
  list.emplace_back(element);
  return list;
}

/// Names of FIS for what a short form says.
struct FaultNames {
  std::string_view name;
  std::string_view action;
  std::string_view target;
  std::string_view resource;
};

FaultNames names_of(Fault::Kind kind) {
  if (kind == Fault::Kind::Network) {
    return {"cut", "aws:network:disrupt-connectivity", "Subnets", "aws:ec2:subnet"};
  }
  if (kind == Fault::Kind::Terminate) {
    return {"terminate", "aws:ec2:terminate-instances", "Instances", "aws:ec2:instance"};
  }
  return {"interrupt", "aws:ec2:send-spot-instance-interruptions", "SpotInstances",
          "aws:ec2:spot-instance"};
}

json::object parameters_of(const Fault& fault) {
  json::object parameters;
  if (fault.kind == Fault::Kind::Interrupt) {
    parameters.emplace("durationBeforeInterruption",
                       iso_duration(std::max(fault.notice, notice_full)));
  }
  if (fault.kind == Fault::Kind::Network) {
    parameters.emplace("scope", "vpc");
    parameters.emplace("duration", "PT12H");  // The longest: the drill's end comes first.
  }
  return parameters;
}

}  // namespace

json::object fault_document(const Fault& fault, const FaultTarget& target) {
  if (fault.kind == Fault::Kind::Template) return fault.experiment_template;
  const FaultNames names = names_of(fault.kind);
  const bool network = fault.kind == Fault::Kind::Network;

  json::object who;
  who.emplace("resourceType", names.resource);
  who.emplace("resourceArns", list_of(network ? target.subnet_arn : target.instance_arn));
  who.emplace("selectionMode", "ALL");
  json::object targets;
  targets.emplace("workload", std::move(who));

  json::object action_targets;
  action_targets.emplace(names.target, "workload");
  json::object action;
  action.emplace("actionId", names.action);
  json::object parameters = parameters_of(fault);
  if (!parameters.empty()) action.emplace("parameters", std::move(parameters));
  action.emplace("targets", std::move(action_targets));
  json::object actions;
  actions.emplace(names.name, std::move(action));

  json::object stop_condition;
  stop_condition.emplace("source", "none");
  json::array stop_conditions;
  stop_conditions.emplace_back(std::move(stop_condition));

  json::object document;
  document.emplace("description", fault.text);
  document.emplace("roleArn", target.role_arn);
  document.emplace("stopConditions", std::move(stop_conditions));
  document.emplace("targets", std::move(targets));
  document.emplace("actions", std::move(actions));
  return document;
}

}  // namespace spotdrill::drill
