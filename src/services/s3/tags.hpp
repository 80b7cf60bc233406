// Tags of buckets and objects, as requests and replies have them.
// Source: S3 User Guide, "Categorizing your objects using tags"; Billing User Guide, "User-defined
// tag restrictions".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/s3.hpp"
#include "base/result.hpp"

namespace spotdrill::s3 {

using Tags = std::map<std::string, std::string>;

/// "You can associate up to 10 tags with an object."
inline constexpr std::size_t object_tags_max = 10;
/// "The maximum number of tags per resource is 50."
inline constexpr std::size_t bucket_tags_max = 50;

/// Errors: InvalidTag, BadRequest.
Result<Tags> object_tags(const std::vector<api::s3::Tag>& set);
Result<Tags> bucket_tags(const std::vector<api::s3::Tag>& set);

/// What x-amz-tagging says: "a=1&b=2". Errors: InvalidArgument, InvalidTag, BadRequest.
Result<Tags> tags_of_header(const std::optional<std::string>& header);

std::vector<api::s3::Tag> tag_set(const Tags& tags);

}  // namespace spotdrill::s3
