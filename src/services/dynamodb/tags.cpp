#include "services/dynamodb/tags.hpp"

#include "services/dynamodb/errors.hpp"

namespace spotdrill::dynamodb {

Result<std::map<std::string, std::string>> with_tags(std::map<std::string, std::string> tags,
                                                     const std::vector<api::dynamodb::Tag>& added) {
  for (const auto& each : added) {
    if (each.key.starts_with("aws:")) {
      // DEVIATION: AWS's message is not known to us.
      return validation_exception("Tag keys that begin with 'aws:' are reserved.");
    }
    tags[each.key] = each.value;
  }
  if (tags.size() > tags_max) {
    // DEVIATION: AWS's message is not known to us.
    return validation_exception("A table can have 50 tags at most.");
  }
  return tags;
}

}  // namespace spotdrill::dynamodb
