// What CopyObject and UploadPartCopy copy, and how: by naming the same bytes again.
#pragma once

#include <string>
#include <vector>

#include "services/s3/conditions.hpp"
#include "services/s3/digests.hpp"
#include "services/s3/s3.hpp"

namespace spotdrill::s3 {

/// Stands in a source's name before the version that is meant.
inline constexpr std::string_view source_version = "?versionId=";

/// The object that "bucket/key", percent-encoded, names.
/// Errors: InvalidArgument, NoSuchBucket, NoSuchKey, PreconditionFailed.
Result<const ObjectRecord*> copy_source(const S3& s3, const std::string& source,
                                        const Conditions& conditions);

/// A stretch of what `pieces` are together.
std::vector<Piece> slice(const std::vector<Piece>& pieces, Stretch stretch);

/// The digests of a copy, read again. Errors: InvalidRequest, when it is too long; InternalError.
Result<Digests> digests_of(const S3& s3, const std::vector<Piece>& pieces, std::int64_t size,
                           std::optional<Algorithm> wanted);

}  // namespace spotdrill::s3
