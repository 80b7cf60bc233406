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

}  // namespace

json::object fault_document(const Fault& fault, const FaultTarget& target) {
  if (fault.kind == Fault::Kind::Template) return fault.experiment_template;
  const bool interrupt = fault.kind == Fault::Kind::Interrupt;

  json::object who;
  who.emplace("resourceType", interrupt ? "aws:ec2:spot-instance" : "aws:ec2:instance");
  who.emplace("resourceArns", list_of(target.instance_arn));
  who.emplace("selectionMode", "ALL");
  json::object targets;
  targets.emplace("workload", std::move(who));

  json::object action_targets;
  action_targets.emplace(interrupt ? "SpotInstances" : "Instances", "workload");
  json::object action;
  action.emplace("actionId", interrupt ? "aws:ec2:send-spot-instance-interruptions"
                                       : "aws:ec2:terminate-instances");
  if (interrupt) {
    json::object parameters;
    parameters.emplace("durationBeforeInterruption",
                       iso_duration(std::max(fault.notice, notice_full)));
    action.emplace("parameters", std::move(parameters));
  }
  action.emplace("targets", std::move(action_targets));
  json::object actions;
  actions.emplace(interrupt ? "interrupt" : "terminate", std::move(action));

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
