// Every resource type that there is here. A type costs its file and its line in catalogue.cpp.
#pragma once

#include <span>
#include <string_view>

#include "services/cloudformation/types/type.hpp"

namespace spotdrill::cloudformation {

// Each in the file of its name.
extern const ResourceType cloudwatch_alarm;
extern const ResourceType cloudwatch_composite_alarm;
extern const ResourceType cloudwatch_dashboard;
extern const ResourceType dynamodb_table;
extern const ResourceType ec2_instance;
extern const ResourceType ec2_launch_template;
extern const ResourceType ec2_security_group;
extern const ResourceType ec2_volume;
extern const ResourceType fis_experiment_template;
extern const ResourceType iam_instance_profile;
extern const ResourceType iam_managed_policy;
extern const ResourceType iam_policy;
extern const ResourceType iam_role;
extern const ResourceType kms_alias;
extern const ResourceType kms_key;
extern const ResourceType lambda_alias;
extern const ResourceType lambda_function;
extern const ResourceType lambda_permission;
extern const ResourceType lambda_version;
extern const ResourceType logs_log_group;
extern const ResourceType s3_bucket;
extern const ResourceType s3_bucket_policy;
extern const ResourceType secretsmanager_secret;
extern const ResourceType sns_subscription;
extern const ResourceType sns_topic;
extern const ResourceType sns_topic_policy;
extern const ResourceType sqs_queue;
extern const ResourceType sqs_queue_policy;
extern const ResourceType ssm_parameter;
extern const ResourceType states_activity;
extern const ResourceType states_state_machine;
extern const ResourceType states_state_machine_alias;
extern const ResourceType states_state_machine_version;

/// Every type, in order of names.
std::span<const ResourceType* const> resource_types();

/// The type called "AWS::SQS::Queue", or null.
const ResourceType* find_type(std::string_view name);

/// The property of a type, or null.
const Property* find_property(const ResourceType& type, std::string_view name);

}  // namespace spotdrill::cloudformation
