// The Resource Groups Tagging API in one region: tags of resources of any service that is here, by
// their ARNs. It keeps nothing: tags are where each service keeps them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/aws_error.hpp"
#include "base/result.hpp"
#include "engine/world.hpp"
#include "services/tagged_service.hpp"

namespace spotdrill::tagging {

using services::Resource;
using services::TaggedService;
using services::TagKeys;
using services::Tags;

/// What is asked of one resource's own service. `region`: where the resource is.
using Change = std::function<Result<void>(const TaggedService& service, const std::string& region,
                                          const Resource& resource)>;

class Tagging {
 public:
  /// `services` outlives it.
  Tagging(const std::vector<TaggedService>& services, Place place)
      : services_(services), place_(std::move(place)) {}

  /// Every resource of the region that has tags, in order of ARNs.
  /// DEVIATION: AWS may list one whose last tag was taken off a while ago.
  [[nodiscard]] std::map<std::string, Tags> tagged() const;

  /// Does the same to each of the resources; gives why it could not be done, for those where it
  /// could not. Errors: InvalidParameterException for what is no ARN; then nothing was done.
  [[nodiscard]] Result<std::map<std::string, AwsError>> change(const std::vector<std::string>& arns,
                                                               const Change& change) const;

 private:
  [[nodiscard]] Result<void> change_one(const std::string& arn, const Change& change) const;

  const std::vector<TaggedService>& services_;
  Place place_;
};

}  // namespace spotdrill::tagging
