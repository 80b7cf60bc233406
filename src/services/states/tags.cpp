#include "services/states/tags.hpp"

#include <fmt/format.h>

#include "services/states/errors.hpp"

namespace spotdrill::states {

Result<Tags> with_tags(Tags tags, const std::vector<api::states::Tag>& added,
                       std::string_view arn) {
  for (const api::states::Tag& tag : added) {
    const std::string key = tag.key.value_or("");
    // DEVIATION: AWS's wording is not known.
    if (key.starts_with("aws:")) {
      return invalid(fmt::format("Tag keys cannot begin with 'aws:': '{}'", key));
    }
    tags[key] = tag.value.value_or("");
  }
  if (tags.size() > tags_max) return too_many_tags(arn);
  return tags;
}

// A version or an alias has no tags: AWS says of one that it is not found.
Result<const Tags*> tags_of(States& states, std::string_view text) {
  const ResourceArn arn = TRY(read_arn(text, states.place()));
  if (arn.foreign || !arn.qualifier.empty() || !arn.label.empty()) return resource_not_found(text);
  if (arn.type == "stateMachine") {
    if (const StateMachineRecord* machine = states.find_machine(arn)) return &machine->tags;
  }
  if (arn.type == "activity") {
    if (const ActivityRecord* activity = states.activities().find(arn.name)) return &activity->tags;
  }
  return resource_not_found(text);
}

Result<void> set_tags(States& states, std::string_view text, Tags tags) {
  TRY(tags_of(states, text));
  const ResourceArn arn = TRY(read_arn(text, states.place()));
  if (arn.type == "activity") {
    states.activities().edit(arn.name).tags = std::move(tags);
  } else {
    states.machines().edit(arn.name).tags = std::move(tags);
  }
  return {};
}

}  // namespace spotdrill::states
