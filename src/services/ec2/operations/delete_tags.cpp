#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {
namespace {

/// "If you specify a tag key without a tag value, we delete any tag with this key regardless of its
/// value. If you specify a tag key with an empty string as the tag value, we delete the tag only if
/// its value is an empty string. If you omit this parameter, we delete all user-defined tags".
Tags without(Tags tags, const std::vector<api::ec2::Tag>& removed) {
  if (removed.empty()) return {};
  for (const api::ec2::Tag& tag : removed) {
    const auto found = tags.find(tag.key.value_or(""));
    if (found == tags.end()) continue;
    if (!tag.value || *tag.value == found->second) tags.erase(found);
  }
  return tags;
}

}  // namespace

/// Takes tags off resources. A tag that a resource has not is no error.
/// Errors: MissingParameter, InvalidParameterValue, InvalidID and the NotFound code of each kind of
/// resource.
/// Source: EC2 API Reference, DeleteTags.
Result<api::ec2::DeleteTagsResult> delete_tags(Ec2& ec2,
                                               const api::ec2::DeleteTagsRequest& request) {
  if (request.resources.empty()) return refuse(errors::missing_parameter("resourceIdSet"));
  if (request.resources.size() > tagged_resources_max) {
    return refuse(errors::too_many_tagged_resources(tagged_resources_max));
  }
  for (const api::ec2::Tag& tag : request.tags) {
    TRY(check_tag(tag.key.value_or(""), tag.value.value_or("")));
  }
  for (const std::string& id : request.resources) TRY(check_taggable(ec2, id));
  for (const std::string& id : request.resources) {
    set_tags(ec2, id, without(tags_of(ec2, id), request.tags));
  }
  return {};
}

}  // namespace spotdrill::ec2
