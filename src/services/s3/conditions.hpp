// Conditions and ranges of reads and writes.
// Source: RFC 9110, sections 13 and 14; S3 API Reference, GetObject, PutObject, CopyObject.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "services/s3/records.hpp"

namespace spotdrill::s3 {

struct Conditions {
  std::optional<std::string> if_match;
  std::optional<std::string> if_none_match;
  std::optional<Instant> if_modified_since;
  std::optional<Instant> if_unmodified_since;
};

/// Whether the object may be read. Errors: PreconditionFailed, NotModified.
Result<void> check_read(const ObjectRecord& object, const Conditions& conditions);

/// Whether the object may be copied: S3 knows no "not modified" there. Errors: PreconditionFailed.
Result<void> check_copy(const ObjectRecord& object, const Conditions& conditions);

/// Whether what is there (null: nothing) may be replaced. Errors: PreconditionFailed, NoSuchKey,
/// NotImplemented.
Result<void> check_write(const ObjectRecord* object, const std::string& key,
                         const std::optional<std::string>& if_match,
                         const std::optional<std::string>& if_none_match);

/// A stretch of an object.
struct Stretch {
  std::int64_t begin = 0;
  std::int64_t length = 0;
};

/// What "bytes=0-9" names of `size` bytes. Nothing for what is no single range: then the whole is
/// meant. Errors: InvalidRange.
Result<std::optional<Stretch>> stretch_of(const std::optional<std::string>& range,
                                          std::int64_t size);

/// "bytes 0-9/100".
std::string content_range(const Stretch& stretch, std::int64_t size);

}  // namespace spotdrill::s3
