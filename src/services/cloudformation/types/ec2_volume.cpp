#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array ec2_volume_properties{
    Property{.name = "AvailabilityZone", .change = Change::Replacement, .required = true},
    Property{.name = "Encrypted", .change = Change::Replacement},
    Property{.name = "Iops", .change = Change::Replacement},
    Property{.name = "KmsKeyId", .change = Change::Replacement},
    Property{.name = "Size", .change = Change::Replacement},
    Property{.name = "SnapshotId", .change = Change::Replacement},
    Property{.name = "Tags"},
    Property{.name = "Throughput", .change = Change::Replacement},
    Property{.name = "VolumeType", .change = Change::Replacement},
};

constexpr std::array ec2_volume_create{
    Call{.service = "ec2",
         .operation = "CreateVolume",
         .input = R"json({"*": true, "Tags": "$@none",
    "TagSpecifications": "$tag_specification(volume Tags)"})json",
         .as = "@create"},
};

constexpr std::array ec2_volume_update{
    Call{.service = "ec2",
         .operation = "DeleteTags",
         .input = R"json({"Resources": ["$@id"], "Tags": "$gone_tag_keys(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "ec2",
         .operation = "CreateTags",
         .input = R"json({"Resources": ["$@id"], "Tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array ec2_volume_remove{
    Call{.service = "ec2", .operation = "DeleteVolume", .input = R"json({"VolumeId": "$@id"})json"},
};

constexpr std::array ec2_volume_attributes{
    Attribute{.name = "VolumeId", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::EC2::Volume".
// DEVIATION: size, type and performance are changed by a replacement; on AWS in place.
constinit const ResourceType ec2_volume{
    .name = "AWS::EC2::Volume",
    .properties = ec2_volume_properties,
    .create = ec2_volume_create,
    .id = "$@create.VolumeId",
    .read = Call{.service = "ec2",
                 .operation = "DescribeVolumes",
                 .input = R"json({"VolumeIds": ["$@id"]})json"},
    .stable = {.value = "$@read.Volumes.0.State", .wanted = "available"},
    .update = ec2_volume_update,
    .remove = ec2_volume_remove,
    .gone = "InvalidVolume.NotFound",
    .attributes = ec2_volume_attributes,
};

}  // namespace spotdrill::cloudformation
