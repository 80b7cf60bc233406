// S3's operations, as the dispatcher calls them.
#pragma once

#include "api/s3.hpp"
#include "services/s3/s3.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::s3 {

/// Forgets an upload and its parts.
/// Errors: NoSuchBucket, NoSuchUpload.
/// Source: S3 API Reference, AbortMultipartUpload.
Result<api::s3::AbortMultipartUploadOutput> abort_multipart_upload(
    S3& s3, const api::s3::AbortMultipartUploadRequest& request);

/// Makes an object of the parts that the request names: it appears whole or not at all.
/// Errors: NoSuchUpload, InvalidPart, InvalidPartOrder, EntityTooSmall, MalformedXML, BadDigest,
/// PreconditionFailed.
/// Source: S3 API Reference, CompleteMultipartUpload.
Result<api::s3::CompleteMultipartUploadOutput> complete_multipart_upload(
    S3& s3, const api::s3::CompleteMultipartUploadRequest& request);

/// Copies an object, with its metadata or other.
/// Errors: NoSuchBucket, NoSuchKey, InvalidRequest, PreconditionFailed.
/// Source: S3 API Reference, CopyObject.
Result<api::s3::CopyObjectOutput> copy_object(S3& s3, const api::s3::CopyObjectRequest& request);

/// Errors: BucketAlreadyOwnedByYou, InvalidBucketName, IllegalLocationConstraintException,
/// InvalidLocationConstraint.
/// Source: S3 API Reference, CreateBucket.
Result<api::s3::CreateBucketOutput> create_bucket(S3& s3,
                                                  const api::s3::CreateBucketRequest& request,
                                                  const wire::Context& context);

/// Begins an upload in parts.
/// Errors: NoSuchBucket, KeyTooLongError, MetadataTooLarge, InvalidRequest.
/// Source: S3 API Reference, CreateMultipartUpload.
Result<api::s3::CreateMultipartUploadOutput> create_multipart_upload(
    S3& s3, const api::s3::CreateMultipartUploadRequest& request, const wire::Context& context);

/// Deletes an empty bucket; uploads under way go with it.
/// Errors: NoSuchBucket, BucketNotEmpty.
/// Source: S3 API Reference, DeleteBucket.
Result<api::s3::DeleteBucketResult> delete_bucket(S3& s3,
                                                  const api::s3::DeleteBucketRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, DeleteBucketCors.
Result<api::s3::DeleteBucketCorsResult> delete_bucket_cors(
    S3& s3, const api::s3::DeleteBucketCorsRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, DeleteBucketEncryption.
Result<api::s3::DeleteBucketEncryptionResult> delete_bucket_encryption(
    S3& s3, const api::s3::DeleteBucketEncryptionRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, DeleteBucketLifecycle.
Result<api::s3::DeleteBucketLifecycleResult> delete_bucket_lifecycle(
    S3& s3, const api::s3::DeleteBucketLifecycleRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, DeleteBucketOwnershipControls.
Result<api::s3::DeleteBucketOwnershipControlsResult> delete_bucket_ownership_controls(
    S3& s3, const api::s3::DeleteBucketOwnershipControlsRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, DeleteBucketPolicy.
Result<api::s3::DeleteBucketPolicyResult> delete_bucket_policy(
    S3& s3, const api::s3::DeleteBucketPolicyRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, DeleteBucketTagging.
Result<api::s3::DeleteBucketTaggingResult> delete_bucket_tagging(
    S3& s3, const api::s3::DeleteBucketTaggingRequest& request);

/// Deletes an object, if it is there, or a version; a delete marker takes the place of an object
/// that has versions. Errors: NoSuchBucket, PreconditionFailed. Source: S3 API Reference,
/// DeleteObject.
Result<api::s3::DeleteObjectOutput> delete_object(S3& s3,
                                                  const api::s3::DeleteObjectRequest& request);

/// Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed.
/// Source: S3 API Reference, DeleteObjectTagging.
Result<api::s3::DeleteObjectTaggingOutput> delete_object_tagging(
    S3& s3, const api::s3::DeleteObjectTaggingRequest& request);

/// Deletes up to 1,000 objects; what is refused is listed apart.
/// Errors: NoSuchBucket, MalformedXML.
/// Source: S3 API Reference, DeleteObjects.
Result<api::s3::DeleteObjectsOutput> delete_objects(S3& s3,
                                                    const api::s3::DeleteObjectsRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, DeletePublicAccessBlock.
Result<api::s3::DeletePublicAccessBlockResult> delete_public_access_block(
    S3& s3, const api::s3::DeletePublicAccessBlockRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, GetBucketAccelerateConfiguration.
Result<api::s3::GetBucketAccelerateConfigurationOutput> get_bucket_accelerate_configuration(
    S3& s3, const api::s3::GetBucketAccelerateConfigurationRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, GetBucketAcl.
Result<api::s3::GetBucketAclOutput> get_bucket_acl(S3& s3,
                                                   const api::s3::GetBucketAclRequest& request);

/// Errors: NoSuchBucket, NoSuchCORSConfiguration.
/// Source: S3 API Reference, GetBucketCors.
Result<api::s3::GetBucketCorsOutput> get_bucket_cors(S3& s3,
                                                     const api::s3::GetBucketCorsRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, GetBucketEncryption.
Result<api::s3::GetBucketEncryptionOutput> get_bucket_encryption(
    S3& s3, const api::s3::GetBucketEncryptionRequest& request);

/// Errors: NoSuchBucket, NoSuchLifecycleConfiguration.
/// Source: S3 API Reference, GetBucketLifecycleConfiguration.
Result<api::s3::GetBucketLifecycleConfigurationOutput> get_bucket_lifecycle_configuration(
    S3& s3, const api::s3::GetBucketLifecycleConfigurationRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, GetBucketLocation.
Result<api::s3::GetBucketLocationOutput> get_bucket_location(
    S3& s3, const api::s3::GetBucketLocationRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, GetBucketLogging.
Result<api::s3::GetBucketLoggingOutput> get_bucket_logging(
    S3& s3, const api::s3::GetBucketLoggingRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, GetBucketNotificationConfiguration.
Result<api::s3::NotificationConfiguration> get_bucket_notification_configuration(
    S3& s3, const api::s3::GetBucketNotificationConfigurationRequest& request);

/// Errors: NoSuchBucket, OwnershipControlsNotFoundError.
/// Source: S3 API Reference, GetBucketOwnershipControls.
Result<api::s3::GetBucketOwnershipControlsOutput> get_bucket_ownership_controls(
    S3& s3, const api::s3::GetBucketOwnershipControlsRequest& request);

/// Errors: NoSuchBucket, NoSuchBucketPolicy.
/// Source: S3 API Reference, GetBucketPolicy.
Result<api::s3::GetBucketPolicyOutput> get_bucket_policy(
    S3& s3, const api::s3::GetBucketPolicyRequest& request);

/// Errors: NoSuchBucket, ReplicationConfigurationNotFoundError.
/// Source: S3 API Reference, GetBucketReplication.
Result<api::s3::GetBucketReplicationOutput> get_bucket_replication(
    S3& s3, const api::s3::GetBucketReplicationRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, GetBucketRequestPayment.
Result<api::s3::GetBucketRequestPaymentOutput> get_bucket_request_payment(
    S3& s3, const api::s3::GetBucketRequestPaymentRequest& request);

/// Errors: NoSuchBucket, NoSuchTagSet.
/// Source: S3 API Reference, GetBucketTagging.
Result<api::s3::GetBucketTaggingOutput> get_bucket_tagging(
    S3& s3, const api::s3::GetBucketTaggingRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, GetBucketVersioning.
Result<api::s3::GetBucketVersioningOutput> get_bucket_versioning(
    S3& s3, const api::s3::GetBucketVersioningRequest& request);

/// Errors: NoSuchBucket, NoSuchWebsiteConfiguration.
/// Source: S3 API Reference, GetBucketWebsite.
Result<api::s3::GetBucketWebsiteOutput> get_bucket_website(
    S3& s3, const api::s3::GetBucketWebsiteRequest& request);

/// An object or a stretch of it.
/// Errors: NoSuchBucket, NoSuchKey, InvalidRange, PreconditionFailed, NotModified, InvalidRequest.
/// Source: S3 API Reference, GetObject.
Result<api::s3::GetObjectOutput> get_object(S3& s3, const api::s3::GetObjectRequest& request,
                                            const wire::Context& context);

/// Errors: NoSuchBucket, ObjectLockConfigurationNotFoundError.
/// Source: S3 API Reference, GetObjectLockConfiguration.
Result<api::s3::GetObjectLockConfigurationOutput> get_object_lock_configuration(
    S3& s3, const api::s3::GetObjectLockConfigurationRequest& request);

/// Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed.
/// Source: S3 API Reference, GetObjectTagging.
Result<api::s3::GetObjectTaggingOutput> get_object_tagging(
    S3& s3, const api::s3::GetObjectTaggingRequest& request);

/// Errors: NoSuchBucket, NoSuchPublicAccessBlockConfiguration.
/// Source: S3 API Reference, GetPublicAccessBlock.
Result<api::s3::GetPublicAccessBlockOutput> get_public_access_block(
    S3& s3, const api::s3::GetPublicAccessBlockRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, HeadBucket.
Result<api::s3::HeadBucketOutput> head_bucket(S3& s3, const api::s3::HeadBucketRequest& request);

/// What GetObject says, without the bytes.
/// Errors: GetObject's.
/// Source: S3 API Reference, HeadObject.
Result<api::s3::HeadObjectOutput> head_object(S3& s3, const api::s3::HeadObjectRequest& request);

/// Errors: InvalidArgument.
/// Source: S3 API Reference, ListBuckets.
Result<api::s3::ListBucketsOutput> list_buckets(S3& s3, const api::s3::ListBucketsRequest& request);

/// Uploads under way, page by page.
/// Errors: NoSuchBucket, InvalidArgument.
/// Source: S3 API Reference, ListMultipartUploads.
Result<api::s3::ListMultipartUploadsOutput> list_multipart_uploads(
    S3& s3, const api::s3::ListMultipartUploadsRequest& request);

/// Every version of a bucket's keys and every delete marker, page by page.
/// Errors: NoSuchBucket, InvalidArgument.
/// Source: S3 API Reference, ListObjectVersions.
Result<api::s3::ListObjectVersionsOutput> list_object_versions(
    S3& s3, const api::s3::ListObjectVersionsRequest& request);

/// A bucket's keys, page by page, by the last key.
/// Errors: NoSuchBucket, InvalidArgument.
/// Source: S3 API Reference, ListObjects.
Result<api::s3::ListObjectsOutput> list_objects(S3& s3, const api::s3::ListObjectsRequest& request);

/// A bucket's keys, page by page, by a token.
/// Errors: NoSuchBucket, InvalidArgument.
/// Source: S3 API Reference, ListObjectsV2.
Result<api::s3::ListObjectsV2Output> list_objects_v2(S3& s3,
                                                     const api::s3::ListObjectsV2Request& request);

/// The parts of an upload, page by page.
/// Errors: NoSuchUpload, InvalidArgument.
/// Source: S3 API Reference, ListParts.
Result<api::s3::ListPartsOutput> list_parts(S3& s3, const api::s3::ListPartsRequest& request);

/// Errors: NoSuchBucket, InvalidRequest, MalformedXML.
/// Source: S3 API Reference, PutBucketCors.
Result<api::s3::PutBucketCorsResult> put_bucket_cors(S3& s3,
                                                     const api::s3::PutBucketCorsRequest& request);

/// Errors: NoSuchBucket, MalformedXML, NotImplemented.
/// Source: S3 API Reference, PutBucketEncryption.
Result<api::s3::PutBucketEncryptionResult> put_bucket_encryption(
    S3& s3, const api::s3::PutBucketEncryptionRequest& request);

/// Errors: NoSuchBucket, InvalidArgument, InvalidRequest, MalformedXML.
/// Source: S3 API Reference, PutBucketLifecycleConfiguration.
Result<api::s3::PutBucketLifecycleConfigurationOutput> put_bucket_lifecycle_configuration(
    S3& s3, const api::s3::PutBucketLifecycleConfigurationRequest& request);

/// Errors: NoSuchBucket, MalformedXML.
/// Source: S3 API Reference, PutBucketOwnershipControls.
Result<api::s3::PutBucketOwnershipControlsResult> put_bucket_ownership_controls(
    S3& s3, const api::s3::PutBucketOwnershipControlsRequest& request);

/// Errors: NoSuchBucket, MalformedPolicy.
/// Source: S3 API Reference, PutBucketPolicy.
Result<api::s3::PutBucketPolicyResult> put_bucket_policy(
    S3& s3, const api::s3::PutBucketPolicyRequest& request);

/// Errors: NoSuchBucket, InvalidTag, BadRequest.
/// Source: S3 API Reference, PutBucketTagging.
Result<api::s3::PutBucketTaggingResult> put_bucket_tagging(
    S3& s3, const api::s3::PutBucketTaggingRequest& request);

/// Has later writes keep what was there. Nothing turns it off again: it is suspended.
/// Errors: NoSuchBucket, MalformedXML, NotImplemented.
/// Source: S3 API Reference, PutBucketVersioning.
Result<api::s3::PutBucketVersioningResult> put_bucket_versioning(
    S3& s3, const api::s3::PutBucketVersioningRequest& request);

/// Makes an object, or replaces it.
/// Errors: NoSuchBucket, KeyTooLongError, EntityTooLarge, BadDigest, InvalidDigest,
/// MetadataTooLarge, PreconditionFailed, ServiceUnavailable. Source: S3 API Reference, PutObject.
Result<api::s3::PutObjectOutput> put_object(S3& s3, const api::s3::PutObjectRequest& request,
                                            const wire::Context& context);

/// Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidTag, BadRequest.
/// Source: S3 API Reference, PutObjectTagging.
Result<api::s3::PutObjectTaggingOutput> put_object_tagging(
    S3& s3, const api::s3::PutObjectTaggingRequest& request);

/// Errors: NoSuchBucket, MalformedXML.
/// Source: S3 API Reference, PutPublicAccessBlock.
Result<api::s3::PutPublicAccessBlockResult> put_public_access_block(
    S3& s3, const api::s3::PutPublicAccessBlockRequest& request);

/// Errors: NoSuchUpload, InvalidArgument, EntityTooLarge, BadDigest, InvalidRequest,
/// ServiceUnavailable.
/// Source: S3 API Reference, UploadPart.
Result<api::s3::UploadPartOutput> upload_part(S3& s3, const api::s3::UploadPartRequest& request,
                                              const wire::Context& context);

/// A part that is a stretch of another object.
/// Errors: NoSuchUpload, NoSuchKey, InvalidArgument, InvalidRange, PreconditionFailed.
/// Source: S3 API Reference, UploadPartCopy.
Result<api::s3::UploadPartCopyOutput> upload_part_copy(
    S3& s3, const api::s3::UploadPartCopyRequest& request);

/// For the tagging API. `s3` outlives it.
services::TaggedService tagged(S3& s3);

/// The service, for the dispatcher. There is one for all regions.
// DEVIATION: a bucket answers in every region; AWS redirects to the bucket's own.
wire::Service service(S3& s3);

}  // namespace spotdrill::s3
