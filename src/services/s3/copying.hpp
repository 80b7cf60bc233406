// What CopyObject and UploadPartCopy copy, and how: by naming the same bytes again.
#pragma once

#include <string>
#include <vector>

#include "services/s3/conditions.hpp"
#include "services/s3/s3.hpp"

namespace spotdrill::s3 {

/// The object that "bucket/key", percent-encoded, names.
/// Errors: InvalidArgument, NoSuchBucket, NoSuchKey, PreconditionFailed.
Result<const ObjectRecord*> copy_source(const S3& s3, const std::string& source,
                                        const Conditions& conditions);

/// A stretch of what `pieces` are together.
std::vector<Piece> slice(const std::vector<Piece>& pieces, Stretch stretch);

/// The bytes of a copy, for its digests. Errors: NotImplemented, when they are too many.
Result<std::string> bytes_of(const S3& s3, const std::vector<Piece>& pieces, std::int64_t size);

}  // namespace spotdrill::s3
