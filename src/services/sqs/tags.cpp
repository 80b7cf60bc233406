#include "services/sqs/tags.hpp"

#include <fmt/format.h>

#include "services/sqs/errors.hpp"

namespace spotdrill::sqs {

Result<Tags> with_tags(Tags tags, const Tags& added, const std::string& queue) {
  // "Adding more than 50 tags to a queue isn't recommended"; and no resource has more.
  constexpr std::size_t tags_max = 50;
  for (const auto& [key, value] : added) tags[key] = value;
  if (tags.size() > tags_max) {
    return invalid_parameter(fmt::format("Too many tags added for queue {}.", queue));
  }
  return tags;
}

}  // namespace spotdrill::sqs
