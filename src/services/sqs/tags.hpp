// Tags of queues.
#pragma once

#include <map>
#include <string>

#include "base/result.hpp"

namespace spotdrill::sqs {

using Tags = std::map<std::string, std::string>;

/// `tags` with `added` over them. Errors: InvalidParameterValue.
Result<Tags> with_tags(Tags tags, const Tags& added, const std::string& queue);

}  // namespace spotdrill::sqs
