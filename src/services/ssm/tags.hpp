// Tags of parameters, and the rules for them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/ssm.hpp"
#include "base/result.hpp"
#include "services/ssm/ssm.hpp"

namespace spotdrill::ssm {

/// "Maximum number of tags per resource: 50." Source: AWS General Reference, "Tagging limits".
inline constexpr std::size_t tags_max = 50;

/// `tags` with `added`. Errors: TooManyTagsError, ValidationException.
Result<std::map<std::string, std::string>> with_tags(std::map<std::string, std::string> tags,
                                                     const std::vector<api::ssm::Tag>& added);

/// The canonical name of the parameter that a request for tags means.
/// Errors: InvalidResourceId: there is none, or the resource is none of Parameter Store's.
Result<std::string> tagged_parameter(const Ssm& ssm, const std::string& resource_type,
                                     const std::string& resource_id);

}  // namespace spotdrill::ssm
