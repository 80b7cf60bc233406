#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array ec2_security_group_properties{
    Property{.name = "GroupDescription", .change = Change::Replacement, .required = true},
    Property{.name = "GroupName", .change = Change::Replacement},
    Property{.name = "SecurityGroupEgress"},
    Property{.name = "SecurityGroupIngress"},
    Property{.name = "Tags"},
    Property{.name = "VpcId", .change = Change::Replacement},
};

constexpr std::array ec2_security_group_create{
    Call{.service = "ec2",
         .operation = "CreateSecurityGroup",
         .input =
             R"json({"GroupName": "$@name", "Description": "$GroupDescription", "VpcId": "$VpcId",
    "TagSpecifications": "$tag_specification(security-group Tags)"})json",
         .as = "@create"},
    Call{.service = "ec2",
         .operation = "AuthorizeSecurityGroupIngress",
         .input = R"json({"GroupId": "$@create.GroupId",
    "IpPermissions": "$ip_permissions(Source)"})json",
         .each = "$SecurityGroupIngress"},
    Call{.service = "ec2",
         .operation = "AuthorizeSecurityGroupEgress",
         .input = R"json({"GroupId": "$@create.GroupId",
    "IpPermissions": "$ip_permissions(Destination)"})json",
         .each = "$SecurityGroupEgress"},
};

constexpr std::array ec2_security_group_update{
    Call{.service = "ec2",
         .operation = "RevokeSecurityGroupIngress",
         .input = R"json({"GroupId": "$@id", "IpPermissions": "$ip_permissions(Source)"})json",
         .each = "$gone(SecurityGroupIngress)"},
    Call{.service = "ec2",
         .operation = "RevokeSecurityGroupEgress",
         .input = R"json({"GroupId": "$@id", "IpPermissions": "$ip_permissions(Destination)"})json",
         .each = "$gone(SecurityGroupEgress)"},
    Call{.service = "ec2",
         .operation = "AuthorizeSecurityGroupIngress",
         .input = R"json({"GroupId": "$@id", "IpPermissions": "$ip_permissions(Source)"})json",
         .each = "$added(SecurityGroupIngress)"},
    Call{.service = "ec2",
         .operation = "AuthorizeSecurityGroupEgress",
         .input = R"json({"GroupId": "$@id", "IpPermissions": "$ip_permissions(Destination)"})json",
         .each = "$added(SecurityGroupEgress)"},
    Call{.service = "ec2",
         .operation = "DeleteTags",
         .input = R"json({"Resources": ["$@id"], "Tags": "$gone_tag_keys(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "ec2",
         .operation = "CreateTags",
         .input = R"json({"Resources": ["$@id"], "Tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array ec2_security_group_remove{
    Call{.service = "ec2",
         .operation = "DeleteSecurityGroup",
         .input = R"json({"GroupId": "$@id"})json"},
};

constexpr std::array ec2_security_group_attributes{
    Attribute{.name = "GroupId", .value = "$@id"},
    Attribute{.name = "VpcId", .value = "$@read.SecurityGroups.0.VpcId"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::EC2::SecurityGroup".
// DEVIATION: rules that are given for what goes out are added to the default one; on AWS they
// replace it.
constinit const ResourceType ec2_security_group{
    .name = "AWS::EC2::SecurityGroup",
    .properties = ec2_security_group_properties,
    .name_property = "GroupName",
    .name_length_max = 255,
    .create = ec2_security_group_create,
    .id = "$@create.GroupId",
    .read = Call{.service = "ec2",
                 .operation = "DescribeSecurityGroups",
                 .input = R"json({"GroupIds": ["$@id"]})json"},
    .update = ec2_security_group_update,
    .remove = ec2_security_group_remove,
    .gone = "InvalidGroup.NotFound",
    .attributes = ec2_security_group_attributes,
};

}  // namespace spotdrill::cloudformation
