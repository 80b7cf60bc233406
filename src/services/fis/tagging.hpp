// Tags of templates and experiments, by ARN.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "services/fis/fis.hpp"

namespace spotdrill::fis {

/// Source: FIS User Guide, "Tagging restrictions": 50 for each resource.
inline constexpr std::size_t tags_max = 50;

/// The tags of the resource; good until it is changed.
/// Errors: ResourceNotFoundException.
Result<const Tags*> tags_of(const Fis& fis, std::string_view arn);

/// Errors: ResourceNotFoundException, ServiceQuotaExceededException.
Result<void> set_tags(Fis& fis, std::string_view arn, Tags tags);

}  // namespace spotdrill::fis
