// What the Resource Groups Tagging API needs of a service whose resources have tags. Tags stay
// where they are, on the service's own records; a service has one of these, in its tagged.cpp, and
// one line where the services are put together.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::services {

using Tags = std::map<std::string, std::string>;
using TagKeys = std::vector<std::string>;

/// Tags as the list of pairs that most services' APIs have of them.
template <class Tag>
std::vector<Tag> render_tags(const Tags& tags) {
  std::vector<Tag> rendered;
  for (const auto& [key, value] : tags) rendered.push_back({key, value});
  return rendered;
}

struct Resource {
  std::string arn;
  std::string name;  ///< "key/1234…", "instance/i-…", a bucket's name.
};

struct TaggedService {
  /// As ARNs have it: "kms", "sqs", "states".
  std::string_view name;

  using Visit = std::function<void(std::string arn, const Tags& tags)>;
  /// Shows every resource of a region that can have tags, with those that it has.
  std::function<void(const std::string& region, const Visit& visit)> each;

  /// What the service's own operations do, with their rules and their errors.
  std::function<Result<void>(const std::string& region, const Resource& resource, const Tags& tags)>
      tag;
  std::function<Result<void>(const std::string& region, const Resource& resource,
                             const TagKeys& keys)>
      untag;
};

}  // namespace spotdrill::services
