#include "services/ssm/tags.hpp"

#include "services/ssm/errors.hpp"

namespace spotdrill::ssm {

Result<std::map<std::string, std::string>> with_tags(std::map<std::string, std::string> tags,
                                                     const std::vector<api::ssm::Tag>& added) {
  for (const api::ssm::Tag& tag : added) {
    if (tag.key.starts_with("aws:")) {
      // DEVIATION: AWS's wording is not known.
      return validation_exception("Tag keys can't be prefixed with \"aws:\": " + tag.key + ".");
    }
    tags[tag.key] = tag.value;
  }
  if (tags.size() > tags_max) return too_many_tags();
  return tags;
}

Result<std::string> tagged_parameter(const Ssm& ssm, const std::string& resource_type,
                                     const std::string& resource_id) {
  if (resource_type != "Parameter") return invalid_resource_id();
  std::string key = canonical_name(resource_id);
  if (ssm.find(key) == nullptr) return invalid_resource_id();
  return key;
}

}  // namespace spotdrill::ssm
