// Tags of state machines and activities, and the rules for them.
#pragma once

#include <string_view>
#include <vector>

#include "api/states.hpp"
#include "base/result.hpp"
#include "services/states/states.hpp"

namespace spotdrill::states {

/// "Maximum number of tags per resource: 50."
/// Source: Step Functions Developer Guide, "Restrictions related to tagging".
inline constexpr std::size_t tags_max = 50;

/// `tags` with `added`; `arn` is the resource's. Errors: TooManyTags, ValidationException.
Result<Tags> with_tags(Tags tags, const std::vector<api::states::Tag>& added, std::string_view arn);

/// The tags of a resource; good until it is changed. Errors: InvalidArn, ResourceNotFound.
Result<const Tags*> tags_of(States& states, std::string_view arn);

/// Errors: InvalidArn, ResourceNotFound.
Result<void> set_tags(States& states, std::string_view arn, Tags tags);

}  // namespace spotdrill::states
