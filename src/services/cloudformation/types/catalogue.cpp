#include "services/cloudformation/types/catalogue.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::cloudformation {
namespace {

constexpr std::array<const ResourceType*, 33> all_types{
    &cloudwatch_alarm,
    &cloudwatch_composite_alarm,
    &cloudwatch_dashboard,
    &dynamodb_table,
    &ec2_instance,
    &ec2_launch_template,
    &ec2_security_group,
    &ec2_volume,
    &fis_experiment_template,
    &iam_instance_profile,
    &iam_managed_policy,
    &iam_policy,
    &iam_role,
    &kms_alias,
    &kms_key,
    &lambda_alias,
    &lambda_function,
    &lambda_permission,
    &lambda_version,
    &logs_log_group,
    &s3_bucket,
    &s3_bucket_policy,
    &sns_subscription,
    &sns_topic,
    &sns_topic_policy,
    &sqs_queue,
    &sqs_queue_policy,
    &ssm_parameter,
    &secretsmanager_secret,
    &states_activity,
    &states_state_machine,
    &states_state_machine_alias,
    &states_state_machine_version,
};

}  // namespace

std::span<const ResourceType* const> resource_types() {
  return all_types;
}

const ResourceType* find_type(std::string_view name) {
  const auto found =
      std::ranges::find_if(all_types, [&](const ResourceType* each) { return each->name == name; });
  return found == all_types.end() ? nullptr : *found;
}

const Property* find_property(const ResourceType& type, std::string_view name) {
  const auto found = std::ranges::find(type.properties, name, &Property::name);
  return found == type.properties.end() ? nullptr : &*found;
}

}  // namespace spotdrill::cloudformation
