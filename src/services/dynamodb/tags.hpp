// Tags of tables.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/dynamodb.hpp"
#include "base/result.hpp"

namespace spotdrill::dynamodb {

/// "Maximum number of tags per resource: 50".
inline constexpr std::size_t tags_max = 50;

/// `tags` with `added` over them. Errors: ValidationException.
Result<std::map<std::string, std::string>> with_tags(std::map<std::string, std::string> tags,
                                                     const std::vector<api::dynamodb::Tag>& added);

}  // namespace spotdrill::dynamodb
