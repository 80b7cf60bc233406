#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array ec2_launch_template_properties{
    Property{.name = "LaunchTemplateData", .required = true},
    Property{.name = "LaunchTemplateName", .change = Change::Replacement},
    Property{.name = "TagSpecifications", .change = Change::Replacement},
    Property{.name = "VersionDescription"},
};

constexpr std::array ec2_launch_template_create{
    Call{.service = "ec2",
         .operation = "CreateLaunchTemplate",
         .input = R"json({"*": true, "LaunchTemplateName": "$@name"})json",
         .as = "@create"},
};

constexpr std::array ec2_launch_template_update{
    Call{.service = "ec2",
         .operation = "CreateLaunchTemplateVersion",
         .input = R"json({"LaunchTemplateId": "$@id", "LaunchTemplateData": "$LaunchTemplateData",
    "VersionDescription": "$VersionDescription"})json",
         .when = "$any_changed(LaunchTemplateData VersionDescription)"},
};

constexpr std::array ec2_launch_template_remove{
    Call{.service = "ec2",
         .operation = "DeleteLaunchTemplate",
         .input = R"json({"LaunchTemplateId": "$@id"})json"},
};

constexpr std::array ec2_launch_template_attributes{
    Attribute{.name = "DefaultVersionNumber",
              .value = "$@read.LaunchTemplates.0.DefaultVersionNumber"},
    Attribute{.name = "LatestVersionNumber",
              .value = "$@read.LaunchTemplates.0.LatestVersionNumber"},
    Attribute{.name = "LaunchTemplateId", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::EC2::LaunchTemplate".
constinit const ResourceType ec2_launch_template{
    .name = "AWS::EC2::LaunchTemplate",
    .properties = ec2_launch_template_properties,
    .name_property = "LaunchTemplateName",
    .name_length_max = 128,
    .create = ec2_launch_template_create,
    .id = "$@create.LaunchTemplate.LaunchTemplateId",
    .read = Call{.service = "ec2",
                 .operation = "DescribeLaunchTemplates",
                 .input = R"json({"LaunchTemplateIds": ["$@id"]})json"},
    .update = ec2_launch_template_update,
    .remove = ec2_launch_template_remove,
    .gone = "InvalidLaunchTemplateId.NotFound",
    .attributes = ec2_launch_template_attributes,
};

}  // namespace spotdrill::cloudformation
