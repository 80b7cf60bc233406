#include "services/s3/operations.hpp"

#include <array>

namespace spotdrill::s3 {
namespace {

/// An operation on what is in a bucket: the bucket may exist by being named.
template <auto Handler>
constexpr wire::Operation in_bucket(std::string_view name) {
  using Form = wire::detail::Signature<decltype(Handler)>;
  wire::Operation operation = wire::operation<Handler>(name);
  operation.invoke = [](void* service, const wire::Context& context, const void* request,
                        wire::Reply reply) {
    static_cast<S3*>(service)->adopt_bucket(
        static_cast<const typename Form::Input*>(request)->bucket, context.region,
        context.caller_arn);
    Form::template invoke<Handler>(service, context, request, std::move(reply));
  };
  return operation;
}

constexpr std::array operations{
    wire::operation<abort_multipart_upload>("AbortMultipartUpload"),
    in_bucket<complete_multipart_upload>("CompleteMultipartUpload"),
    in_bucket<copy_object>("CopyObject"),
    wire::operation<create_bucket>("CreateBucket"),
    in_bucket<create_multipart_upload>("CreateMultipartUpload"),
    wire::operation<delete_bucket>("DeleteBucket"),
    in_bucket<delete_bucket_cors>("DeleteBucketCors"),
    in_bucket<delete_bucket_encryption>("DeleteBucketEncryption"),
    in_bucket<delete_bucket_lifecycle>("DeleteBucketLifecycle"),
    in_bucket<delete_bucket_ownership_controls>("DeleteBucketOwnershipControls"),
    in_bucket<delete_bucket_policy>("DeleteBucketPolicy"),
    in_bucket<delete_bucket_tagging>("DeleteBucketTagging"),
    in_bucket<delete_object>("DeleteObject"),
    in_bucket<delete_object_tagging>("DeleteObjectTagging"),
    in_bucket<delete_objects>("DeleteObjects"),
    in_bucket<delete_public_access_block>("DeletePublicAccessBlock"),
    in_bucket<get_bucket_accelerate_configuration>("GetBucketAccelerateConfiguration"),
    in_bucket<get_bucket_acl>("GetBucketAcl"),
    in_bucket<get_bucket_cors>("GetBucketCors"),
    in_bucket<get_bucket_encryption>("GetBucketEncryption"),
    in_bucket<get_bucket_lifecycle_configuration>("GetBucketLifecycleConfiguration"),
    wire::operation<get_bucket_location>("GetBucketLocation"),
    in_bucket<get_bucket_logging>("GetBucketLogging"),
    in_bucket<get_bucket_notification_configuration>("GetBucketNotificationConfiguration"),
    in_bucket<get_bucket_ownership_controls>("GetBucketOwnershipControls"),
    in_bucket<get_bucket_policy>("GetBucketPolicy"),
    in_bucket<get_bucket_replication>("GetBucketReplication"),
    in_bucket<get_bucket_request_payment>("GetBucketRequestPayment"),
    in_bucket<get_bucket_tagging>("GetBucketTagging"),
    in_bucket<get_bucket_versioning>("GetBucketVersioning"),
    in_bucket<get_bucket_website>("GetBucketWebsite"),
    in_bucket<get_object>("GetObject"),
    in_bucket<get_object_lock_configuration>("GetObjectLockConfiguration"),
    in_bucket<get_object_tagging>("GetObjectTagging"),
    in_bucket<get_public_access_block>("GetPublicAccessBlock"),
    in_bucket<head_bucket>("HeadBucket"),
    in_bucket<head_object>("HeadObject"),
    wire::operation<list_buckets>("ListBuckets"),
    in_bucket<list_multipart_uploads>("ListMultipartUploads"),
    in_bucket<list_object_versions>("ListObjectVersions"),
    in_bucket<list_objects>("ListObjects"),
    in_bucket<list_objects_v2>("ListObjectsV2"),
    wire::operation<list_parts>("ListParts"),
    in_bucket<put_bucket_cors>("PutBucketCors"),
    in_bucket<put_bucket_encryption>("PutBucketEncryption"),
    in_bucket<put_bucket_lifecycle_configuration>("PutBucketLifecycleConfiguration"),
    in_bucket<put_bucket_ownership_controls>("PutBucketOwnershipControls"),
    in_bucket<put_bucket_policy>("PutBucketPolicy"),
    in_bucket<put_bucket_tagging>("PutBucketTagging"),
    in_bucket<put_bucket_versioning>("PutBucketVersioning"),
    in_bucket<put_object>("PutObject"),
    in_bucket<put_object_tagging>("PutObjectTagging"),
    in_bucket<put_public_access_block>("PutPublicAccessBlock"),
    wire::operation<upload_part>("UploadPart"),
    wire::operation<upload_part_copy>("UploadPartCopy"),
};

}  // namespace

wire::Service service(S3& s3) {
  return {.model = &api::s3::service(),
          .operations = operations,
          .state = [&s3](const std::string&) -> void* { return &s3; },
          .precheck = {}};
}

}  // namespace spotdrill::s3
