#include "drill/run/launch_plan.hpp"

#include "base/base64.hpp"
#include "drill/run/runner.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::string_view default_instance_type = "t3.small";
constexpr std::string_view default_profile = "spotdrill-drill";

/// "The maximum value length is 256 Unicode characters"; bytes are no fewer.
/// Source: EC2 User Guide, "Tag restrictions".
constexpr std::size_t tag_value_bytes_max = 256;

void put_user_data(const Workload& workload, LaunchPlan& plan) {
  if (!workload.command.empty()) {
    plan.user_data = user_data_of(workload.command, workload.directory, workload.prelude);
  } else {
    plan.user_data = workload.user_data;
  }
  if (!plan.user_data.empty()) {
    plan.specification["UserData"] = base64_encode(plan.user_data);
  } else {
    plan.user_data = base64_decode(string_at(plan.specification, "UserData")).value_or("");
  }
}

}  // namespace

std::map<std::string, std::string> instance_tags(const Definition& definition,
                                                 const std::string& run_id) {
  std::map<std::string, std::string> tags = definition.workload.tags;
  const std::string name = definition.name.substr(0, tag_value_bytes_max);
  // What a state machine has requested is its own to name.
  if (definition.workload.replace != Replace::StateMachine) tags.emplace("Name", name);
  tags.emplace("spotdrill:drill", name);
  tags.emplace("spotdrill:run", run_id);
  return tags;
}

Called<LaunchPlan> plan_launch(Cloud& cloud, const Workload& workload) {
  LaunchPlan plan{.specification = workload.launch, .user_data = {}};
  put_user_data(workload, plan);
  if (!plan.specification.contains("ImageId")) {
    plan.specification.emplace("ImageId", TRY(cloud.default_image()));
  }
  if (!plan.specification.contains("InstanceType")) {
    plan.specification.emplace("InstanceType", default_instance_type);
  }
  if (!workload.profile.empty() || !plan.specification.contains("IamInstanceProfile")) {
    const std::string profile =
        workload.profile.empty() ? std::string{default_profile} : workload.profile;
    const bool arn = profile.starts_with("arn:");
    json::object named;
    named.emplace(arn ? "Arn" : "Name", profile);
    plan.specification["IamInstanceProfile"] = std::move(named);
    if (!arn) TRY(cloud.ensure_instance_profile(profile));
  }
  return plan;
}

}  // namespace spotdrill::drill
