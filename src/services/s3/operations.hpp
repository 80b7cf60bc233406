// S3's operations, as the dispatcher calls them.
#pragma once

#include "api/s3.hpp"
#include "services/s3/s3.hpp"
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

/// Deletes an object, if it is there.
/// Errors: NoSuchBucket, PreconditionFailed.
/// Source: S3 API Reference, DeleteObject.
Result<api::s3::DeleteObjectOutput> delete_object(S3& s3,
                                                  const api::s3::DeleteObjectRequest& request);

/// Deletes up to 1,000 objects; what is refused is listed apart.
/// Errors: NoSuchBucket, MalformedXML.
/// Source: S3 API Reference, DeleteObjects.
Result<api::s3::DeleteObjectsOutput> delete_objects(S3& s3,
                                                    const api::s3::DeleteObjectsRequest& request);

/// Errors: NoSuchBucket.
/// Source: S3 API Reference, GetBucketLocation.
Result<api::s3::GetBucketLocationOutput> get_bucket_location(
    S3& s3, const api::s3::GetBucketLocationRequest& request);

/// An object or a stretch of it.
/// Errors: NoSuchBucket, NoSuchKey, InvalidRange, PreconditionFailed, NotModified, InvalidRequest.
/// Source: S3 API Reference, GetObject.
Result<api::s3::GetObjectOutput> get_object(S3& s3, const api::s3::GetObjectRequest& request);

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

/// Makes an object, or replaces it.
/// Errors: NoSuchBucket, KeyTooLongError, EntityTooLarge, BadDigest, InvalidDigest,
/// MetadataTooLarge, PreconditionFailed, ServiceUnavailable. Source: S3 API Reference, PutObject.
Result<api::s3::PutObjectOutput> put_object(S3& s3, const api::s3::PutObjectRequest& request);

/// Errors: NoSuchUpload, InvalidArgument, EntityTooLarge, BadDigest, InvalidRequest,
/// ServiceUnavailable.
/// Source: S3 API Reference, UploadPart.
Result<api::s3::UploadPartOutput> upload_part(S3& s3, const api::s3::UploadPartRequest& request);

/// A part that is a stretch of another object.
/// Errors: NoSuchUpload, NoSuchKey, InvalidArgument, InvalidRange, PreconditionFailed.
/// Source: S3 API Reference, UploadPartCopy.
Result<api::s3::UploadPartCopyOutput> upload_part_copy(
    S3& s3, const api::s3::UploadPartCopyRequest& request);

/// The service, for the dispatcher. There is one for all regions.
// DEVIATION: a bucket answers in every region; AWS redirects to the bucket's own.
wire::Service service(S3& s3);

}  // namespace spotdrill::s3
