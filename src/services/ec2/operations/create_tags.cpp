#include <set>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {

/// Adds tags to resources, or overwrites them. All of the resources or none.
/// Errors: MissingParameter, InvalidParameterValue, TagLimitExceeded, InvalidID and the NotFound
/// code of each kind of resource.
/// Source: EC2 API Reference, CreateTags.
Result<api::ec2::CreateTagsResult> create_tags(Ec2& ec2,
                                               const api::ec2::CreateTagsRequest& request) {
  if (request.resources.empty()) return refuse(errors::missing_parameter("resourceIdSet"));
  if (request.tags.empty()) return refuse(errors::missing_parameter("tagSet"));
  if (request.resources.size() > tagged_resources_max) {
    return refuse(errors::too_many_tagged_resources(tagged_resources_max));
  }
  Tags added;
  for (const api::ec2::Tag& tag : request.tags) {
    const std::string key = tag.key.value_or("");
    TRY(check_tag(key, tag.value.value_or("")));
    if (!added.emplace(key, tag.value.value_or("")).second) {
      return refuse(errors::duplicate_tag_key(key));
    }
  }
  const std::set<std::string> ids{request.resources.begin(), request.resources.end()};
  std::map<std::string, Tags> changed;
  for (const std::string& id : ids) {
    TRY(check_taggable(ec2, id));
    const Instance* instance = ec2.find_instance(id);
    if (instance != nullptr && instance->metadata_options.instance_metadata_tags == "enabled") {
      TRY(check_metadata_tags(added));
    }
    Tags tags = tags_of(ec2, id);
    for (const auto& [key, value] : added) tags.insert_or_assign(key, value);
    if (tags.size() > tags_max) return refuse(errors::tag_limit_exceeded());
    changed.emplace(id, std::move(tags));
  }
  for (auto& [id, tags] : changed) set_tags(ec2, id, std::move(tags));
  return {};
}

}  // namespace spotdrill::ec2
