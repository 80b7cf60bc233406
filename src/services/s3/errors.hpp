// Every refusal of S3. Messages are AWS's; where none is known the code says DEVIATION.
// Source: S3 API Reference, "Error responses", list of error codes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::s3 {

Refusal<> access_denied();
Refusal<> internal_error();
Refusal<> service_unavailable();
Refusal<> not_implemented(std::string_view what);
Refusal<> invalid_argument(std::string message, std::string name, std::string value);
Refusal<> invalid_request(std::string message);
Refusal<> malformed_xml();
Refusal<> acl_not_supported();

// Buckets.
Refusal<> no_such_bucket(std::string_view name);
Refusal<> invalid_bucket_name(std::string_view name);
Refusal<> bucket_already_owned_by_you(std::string_view name);
Refusal<> bucket_not_empty(std::string_view name, bool has_versions);
Refusal<> illegal_location_constraint(std::string_view constraint);
Refusal<> invalid_location_constraint(std::string_view constraint);

// Objects.
/// `marker`: the version of the delete marker that stands in its place, or empty.
Refusal<> no_such_key(std::string_view key, std::string_view marker = {});
Refusal<> no_such_version(std::string_view key, std::string_view version);
/// The version that is asked for is a delete marker.
Refusal<> is_delete_marker(std::string_view version);
Refusal<> key_too_long(std::size_t size);
Refusal<> metadata_too_large(std::size_t size);
Refusal<> precondition_failed(std::string_view condition);
Refusal<> not_modified();
Refusal<> invalid_range(std::string_view range, std::int64_t size);
Refusal<> bad_digest();
Refusal<> invalid_digest(std::string_view digest);
Refusal<> bad_checksum(std::string_view algorithm);
Refusal<> entity_too_large(std::int64_t size, std::int64_t max);

// Tags.
Refusal<> no_such_tag_set(std::string_view bucket);
/// Of what a bucket has not: the code is the setting's.
Refusal<> no_such_setting(std::string_view code, std::string_view words, std::string_view bucket);
Refusal<> malformed_policy(std::string message);
/// InvalidArgument, without the argument's name: of what is wrong in a document.
Refusal<> invalid_setting(std::string message);
Refusal<> too_many_tags(std::string message);
Refusal<> invalid_tag(std::string message, std::string_view key);

// Uploads.
Refusal<> no_such_upload(std::string_view id);
Refusal<> invalid_part(std::string_view id, std::int32_t number, std::string_view etag);
Refusal<> invalid_part_order(std::string_view id);
Refusal<> entity_too_small(std::int64_t size, std::int32_t number, std::string_view etag);

}  // namespace spotdrill::s3
