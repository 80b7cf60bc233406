// What the requests of many operations have in common: the bucket, the object's attributes, and
// what is not here. The same members have the same names in each generated struct.
#pragma once

#include <optional>
#include <string>

#include "base/unless_empty.hpp"
#include "services/s3/errors.hpp"
#include "services/s3/names.hpp"
#include "services/s3/s3.hpp"
#include "services/s3/versions.hpp"

namespace spotdrill::s3 {

/// The bucket that a request names. Errors: NoSuchBucket, AccessDenied.
template <class Request>
Result<const BucketRecord*> bucket_of(const S3& s3, const Request& request) {
  const BucketRecord* bucket = s3.find_bucket(request.bucket);
  if (bucket == nullptr) return no_such_bucket(request.bucket);
  if (request.expected_bucket_owner && *request.expected_bucket_owner != s3.account()) {
    return access_denied();
  }
  return bucket;
}

/// The version of an object that a request names.
/// Errors: NoSuchBucket, AccessDenied, version_of's.
template <class Request>
Result<const ObjectRecord*> object_of(const S3& s3, const Request& request) {
  TRY(bucket_of(s3, request));
  return version_of(s3, request.bucket, request.key, request.version_id);
}

/// Errors: NotImplemented, with what is not here; AccessControlListNotSupported.
template <class Request>
Result<void> check_served(const Request& request) {
  if constexpr (requires { request.sse_customer_algorithm; }) {
    if (request.sse_customer_algorithm || request.sse_customer_key) {
      return not_implemented("encryption with a customer's keys (SSE-C)");
    }
  }
  if constexpr (requires { request.server_side_encryption; }) {
    if (request.server_side_encryption.value_or("AES256") != "AES256") {
      return not_implemented("encryption with KMS keys");
    }
  }
  if constexpr (requires { request.object_lock_mode; }) {
    if (request.object_lock_mode || request.object_lock_legal_hold_status) {
      return not_implemented("object lock");
    }
  }
  if constexpr (requires { request.write_offset_bytes; }) {
    if (request.write_offset_bytes) return not_implemented("appending to objects");
  }
  if constexpr (requires { request.storage_class; }) {
    const std::string wanted = request.storage_class.value_or("STANDARD");
    if (wanted == "GLACIER" || wanted == "DEEP_ARCHIVE") {
      return not_implemented("storage classes whose objects must be restored to be read");
    }
  }
  if constexpr (requires { request.acl; }) {
    // "All PUT requests … fail unless they have the bucket-owner-full-control canned ACL": the
    // default of new buckets. "private" says what is so.
    const std::string wanted = request.acl.value_or("private");
    if (wanted != "private" && wanted != "bucket-owner-full-control") return acl_not_supported();
    if (request.grant_full_control || request.grant_read || request.grant_read_acp ||
        request.grant_write_acp) {
      return acl_not_supported();
    }
  }
  return {};
}

/// What a request says of an object. Errors: MetadataTooLarge.
template <class Request>
Result<Attributes> attributes_of(const Request& request) {
  Attributes attributes{.cache_control = request.cache_control.value_or(""),
                        .content_disposition = request.content_disposition.value_or(""),
                        .content_encoding = request.content_encoding.value_or(""),
                        .content_language = request.content_language.value_or(""),
                        .content_type = request.content_type.value_or(""),
                        .expires = request.expires.value_or(""),
                        .storage_class = request.storage_class.value_or(""),
                        .website_redirect_location = request.website_redirect_location.value_or(""),
                        .metadata = request.metadata};
  if (attributes.content_type.empty()) attributes.content_type = "binary/octet-stream";
  std::size_t size = 0;
  for (const auto& [name, value] : attributes.metadata) size += name.size() + value.size();
  if (size > metadata_bytes_max) return metadata_too_large(size);
  return attributes;
}

inline std::string quoted(const std::string& etag) {
  return '"' + etag + '"';
}

/// "Server-side encryption with Amazon S3 managed keys (SSE-S3) is the base level of encryption for
/// every bucket": every reply says so.
inline constexpr const char* encryption = "AES256";

/// What GetObject and HeadObject say of an object alike.
template <class Reply>
void say_object(const ObjectRecord& object, Reply& reply) {
  const Attributes& said = object.attributes;
  reply.accept_ranges = "bytes";
  reply.last_modified = object.last_modified;
  reply.content_length = object.size;
  reply.e_tag = quoted(object.etag);
  reply.cache_control = unless_empty(said.cache_control);
  reply.content_disposition = unless_empty(said.content_disposition);
  reply.content_encoding = unless_empty(said.content_encoding);
  reply.content_language = unless_empty(said.content_language);
  reply.content_type = unless_empty(said.content_type);
  reply.expires = unless_empty(said.expires);
  reply.website_redirect_location = unless_empty(said.website_redirect_location);
  if (said.storage_class != "STANDARD") reply.storage_class = unless_empty(said.storage_class);
  reply.metadata = said.metadata;
  if (!object.tags.empty()) reply.tag_count = static_cast<std::int32_t>(object.tags.size());
  reply.server_side_encryption = encryption;
}

/// What a request wants a reply to say otherwise, as presigned URLs do.
template <class Request, class Reply>
void say_as_asked(const Request& request, Reply& reply) {
  if (request.response_cache_control) reply.cache_control = request.response_cache_control;
  if (request.response_content_disposition) {
    reply.content_disposition = request.response_content_disposition;
  }
  if (request.response_content_encoding) reply.content_encoding = request.response_content_encoding;
  if (request.response_content_language) reply.content_language = request.response_content_language;
  if (request.response_content_type) reply.content_type = request.response_content_type;
}

}  // namespace spotdrill::s3
