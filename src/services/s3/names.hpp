// Names of buckets and keys, and what a request may say of an object.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::s3 {

/// "The name for a key is a sequence of Unicode characters whose UTF-8 encoding is at most 1024
/// bytes long." Source: S3 User Guide, "Naming Amazon S3 objects".
inline constexpr std::size_t key_bytes_max = 1024;

/// "Within the PUT request header, the user-defined metadata is limited to 2 KB in size."
/// Source: S3 User Guide, "Working with object metadata".
inline constexpr std::size_t metadata_bytes_max = 2048;

/// Errors: InvalidBucketName.
/// Source: S3 User Guide, "General purpose bucket naming rules".
Result<void> check_bucket_name(std::string_view name);

/// Errors: KeyTooLongError.
Result<void> check_key(std::string_view key);

}  // namespace spotdrill::s3
