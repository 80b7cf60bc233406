#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array ec2_instance_properties{
    Property{.name = "BlockDeviceMappings", .change = Change::Replacement},
    Property{.name = "EbsOptimized", .change = Change::Replacement},
    Property{.name = "IamInstanceProfile", .change = Change::Replacement},
    Property{.name = "ImageId", .change = Change::Replacement},
    Property{.name = "InstanceType", .change = Change::Replacement},
    Property{.name = "KeyName", .change = Change::Replacement},
    Property{.name = "LaunchTemplate", .change = Change::Replacement},
    Property{.name = "PrivateIpAddress", .change = Change::Replacement},
    Property{.name = "SecurityGroupIds", .change = Change::Replacement},
    Property{.name = "SecurityGroups", .change = Change::Replacement},
    Property{.name = "SubnetId", .change = Change::Replacement},
    Property{.name = "Tags"},
    Property{.name = "UserData", .change = Change::Replacement},
};

constexpr std::array ec2_instance_create{
    Call{.service = "ec2",
         .operation = "RunInstances",
         .input = R"json({"*": true, "MinCount": 1, "MaxCount": 1,
    "IamInstanceProfile": { "Name": "$IamInstanceProfile"}, "Tags": "$@none",
    "TagSpecifications": "$tag_specification(instance Tags)"})json",
         .as = "@create"},
};

constexpr std::array ec2_instance_update{
    Call{.service = "ec2",
         .operation = "DeleteTags",
         .input = R"json({"Resources": ["$@id"], "Tags": "$gone_tag_keys(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "ec2",
         .operation = "CreateTags",
         .input = R"json({"Resources": ["$@id"], "Tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array ec2_instance_remove{
    Call{.service = "ec2",
         .operation = "TerminateInstances",
         .input = R"json({"InstanceIds": ["$@id"]})json"},
};

constexpr std::array ec2_instance_attributes{
    Attribute{.name = "AvailabilityZone",
              .value = "$@read.Reservations.0.Instances.0.Placement.AvailabilityZone"},
    Attribute{.name = "PrivateDnsName",
              .value = "$@read.Reservations.0.Instances.0.PrivateDnsName"},
    Attribute{.name = "PrivateIp", .value = "$@read.Reservations.0.Instances.0.PrivateIpAddress"},
    Attribute{.name = "PublicDnsName", .value = "$@read.Reservations.0.Instances.0.PublicDnsName"},
    Attribute{.name = "PublicIp", .value = "$@read.Reservations.0.Instances.0.PublicIpAddress"},
    Attribute{.name = "VpcId", .value = "$@read.Reservations.0.Instances.0.VpcId"},
    Attribute{.name = "InstanceId", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::EC2::Instance".
// DEVIATION: what AWS changes in place by stopping an instance (its type, its user data) replaces
// it.
constinit const ResourceType ec2_instance{
    .name = "AWS::EC2::Instance",
    .properties = ec2_instance_properties,
    .create = ec2_instance_create,
    .id = "$@create.Instances.0.InstanceId",
    .read = Call{.service = "ec2",
                 .operation = "DescribeInstances",
                 .input = R"json({"InstanceIds": ["$@id"]})json"},
    .stable = {.value = "$@read.Reservations.0.Instances.0.State.Name",
               .wanted = "running",
               .failed = "terminated"},
    .update = ec2_instance_update,
    .remove = ec2_instance_remove,
    .gone = "InvalidInstanceID.NotFound",
    .removed = {.value = "$@read.Reservations.0.Instances.0.State.Name", .wanted = "terminated"},
    .attributes = ec2_instance_attributes,
};

}  // namespace spotdrill::cloudformation
