#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array s3_bucket_properties{
    Property{.name = "BucketEncryption"},
    Property{.name = "BucketName", .change = Change::Replacement},
    Property{.name = "OwnershipControls"},
    Property{.name = "PublicAccessBlockConfiguration"},
    Property{.name = "Tags"},
    Property{.name = "VersioningConfiguration"},
};

constexpr std::array s3_bucket_create{
    Call{.service = "s3", .operation = "CreateBucket", .input = R"json({"Bucket": "$@name",
    "CreateBucketConfiguration": { "LocationConstraint": "$@location"}})json"},
    Call{
        .service = "s3",
        .operation = "PutBucketVersioning",
        .input =
            R"json({"Bucket": "$@name", "VersioningConfiguration": "$VersioningConfiguration"})json",
        .when = "$changed(VersioningConfiguration)"},
    Call{.service = "s3",
         .operation = "PutBucketEncryption",
         .input = R"json({"Bucket": "$@name", "ServerSideEncryptionConfiguration": {
    "Rules": [{ "ApplyServerSideEncryptionByDefault": "$@each.ServerSideEncryptionByDefault",
    "BucketKeyEnabled": "$@each.BucketKeyEnabled"}]}})json",
         .each = "$changed(BucketEncryption.ServerSideEncryptionConfiguration)"},
    Call{.service = "s3",
         .operation = "PutPublicAccessBlock",
         .input = R"json({"Bucket": "$@name",
    "PublicAccessBlockConfiguration": "$PublicAccessBlockConfiguration"})json",
         .when = "$changed(PublicAccessBlockConfiguration)"},
    Call{.service = "s3",
         .operation = "PutBucketOwnershipControls",
         .input = R"json({"Bucket": "$@name", "OwnershipControls": "$OwnershipControls"})json",
         .when = "$changed(OwnershipControls)"},
    Call{.service = "s3",
         .operation = "PutBucketTagging",
         .input = R"json({"Bucket": "$@name", "Tagging": {"TagSet": "$tags(Tags)"}})json",
         .when = "$tags(Tags)"},
};

constexpr std::array s3_bucket_update{
    Call{
        .service = "s3",
        .operation = "PutBucketVersioning",
        .input =
            R"json({"Bucket": "$@name", "VersioningConfiguration": "$VersioningConfiguration"})json",
        .when = "$changed(VersioningConfiguration)"},
    Call{.service = "s3",
         .operation = "PutBucketEncryption",
         .input = R"json({"Bucket": "$@name", "ServerSideEncryptionConfiguration": {
    "Rules": [{ "ApplyServerSideEncryptionByDefault": "$@each.ServerSideEncryptionByDefault",
    "BucketKeyEnabled": "$@each.BucketKeyEnabled"}]}})json",
         .each = "$changed(BucketEncryption.ServerSideEncryptionConfiguration)"},
    Call{.service = "s3",
         .operation = "PutPublicAccessBlock",
         .input = R"json({"Bucket": "$@name",
    "PublicAccessBlockConfiguration": "$PublicAccessBlockConfiguration"})json",
         .when = "$changed(PublicAccessBlockConfiguration)"},
    Call{.service = "s3",
         .operation = "PutBucketOwnershipControls",
         .input = R"json({"Bucket": "$@name", "OwnershipControls": "$OwnershipControls"})json",
         .when = "$changed(OwnershipControls)"},
    Call{.service = "s3",
         .operation = "DeleteBucketEncryption",
         .input = R"json({"Bucket": "$@name"})json",
         .when = "$dropped(BucketEncryption)"},
    Call{.service = "s3",
         .operation = "DeletePublicAccessBlock",
         .input = R"json({"Bucket": "$@name"})json",
         .when = "$dropped(PublicAccessBlockConfiguration)"},
    Call{.service = "s3",
         .operation = "DeleteBucketOwnershipControls",
         .input = R"json({"Bucket": "$@name"})json",
         .when = "$dropped(OwnershipControls)"},
    Call{.service = "s3",
         .operation = "PutBucketVersioning",
         .input =
             R"json({"Bucket": "$@name", "VersioningConfiguration": {"Status": "Suspended"}})json",
         .when = "$dropped(VersioningConfiguration)"},
    Call{.service = "s3",
         .operation = "DeleteBucketTagging",
         .input = R"json({"Bucket": "$@name"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "s3",
         .operation = "PutBucketTagging",
         .input = R"json({"Bucket": "$@name", "Tagging": {"TagSet": "$tags(Tags)"}})json",
         .when = "$tags(Tags)"},
};

constexpr std::array s3_bucket_remove{
    Call{.service = "s3", .operation = "DeleteBucket", .input = R"json({"Bucket": "$@id"})json"},
};

constexpr std::array s3_bucket_attributes{
    Attribute{.name = "Arn", .value = "arn:aws:s3:::${@id}"},
    Attribute{.name = "DomainName", .value = "${@id}.s3.amazonaws.com"},
    Attribute{.name = "RegionalDomainName", .value = "${@id}.s3.${@region}.amazonaws.com"},
    Attribute{.name = "DualStackDomainName",
              .value = "${@id}.s3.dualstack.${@region}.amazonaws.com"},
    Attribute{.name = "WebsiteURL", .value = "http://${@id}.s3-website-${@region}.amazonaws.com"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::S3::Bucket".
constinit const ResourceType s3_bucket{
    .name = "AWS::S3::Bucket",
    .properties = s3_bucket_properties,
    .name_property = "BucketName",
    .name_length_max = 63,
    .lower_case_name = true,
    .probe =
        Call{
            .service = "s3", .operation = "HeadBucket", .input = R"json({"Bucket": "$@name"})json"},
    .create = s3_bucket_create,
    .update = s3_bucket_update,
    .remove = s3_bucket_remove,
    .gone = "NoSuchBucket",
    .attributes = s3_bucket_attributes,
};

}  // namespace spotdrill::cloudformation
