// Versions of objects, as requests name them. How they come to be is in versions.cpp, too: S3's own
// functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/s3/s3.hpp"

namespace spotdrill::s3 {

/// A version's id as it is told: "null" where it has none.
std::string version_name(const ObjectRecord& object);

/// The id that a reply says; nothing where the bucket never had versions.
std::optional<std::string> said_version(const S3& s3, const ObjectRecord& object);

/// The id of a version that was made just now: one that has none is not said.
std::optional<std::string> new_version(const S3& s3, const ObjectRecord& object);

/// Errors: InvalidArgument.
Result<void> check_version_id(std::string_view version, std::string_view parameter);

/// The version of a key that a request names, or the object as it is now.
/// Errors: NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidArgument.
Result<const ObjectRecord*> version_of(const S3& s3, const std::string& bucket,
                                       const std::string& key,
                                       const std::optional<std::string>& version);

}  // namespace spotdrill::s3
