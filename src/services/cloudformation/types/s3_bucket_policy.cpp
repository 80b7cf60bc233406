#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array s3_bucket_policy_properties{
    Property{.name = "Bucket", .change = Change::Replacement, .required = true},
    Property{.name = "PolicyDocument", .required = true},
};

constexpr std::array s3_bucket_policy_put{
    Call{.service = "s3",
         .operation = "PutBucketPolicy",
         .input = R"json({"Bucket": "$Bucket", "Policy": "$PolicyDocument"})json"},
};

constexpr std::array s3_bucket_policy_remove{
    Call{.service = "s3",
         .operation = "DeleteBucketPolicy",
         .input = R"json({"Bucket": "$Bucket"})json"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::S3::BucketPolicy".
constinit const ResourceType s3_bucket_policy{
    .name = "AWS::S3::BucketPolicy",
    .properties = s3_bucket_policy_properties,
    .create = s3_bucket_policy_put,
    .id = "$Bucket",
    .update = s3_bucket_policy_put,
    .remove = s3_bucket_policy_remove,
    .gone = "NoSuchBucket",
};

}  // namespace spotdrill::cloudformation
