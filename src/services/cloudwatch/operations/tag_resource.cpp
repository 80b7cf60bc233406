#include <fmt/format.h>

#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"
#include "services/cloudwatch/tags.hpp"

namespace spotdrill::cloudwatch {
namespace {

/// "You can associate as many as 50 tags with a CloudWatch resource."
constexpr std::size_t tags_a_resource_max = 50;

}  // namespace

Result<api::cloudwatch::TagResourceOutput> tag_resource(
    CloudWatch& cloudwatch, const api::cloudwatch::TagResourceInput& request) {
  Tagged tagged = TRY(tagged_by(cloudwatch, request.resource_arn));
  for (const auto& each : request.tags) tagged.tags.insert_or_assign(each.key, each.value);
  if (tagged.tags.size() > tags_a_resource_max) {
    // DEVIATION: the message is ours.
    return invalid_parameter_value(
        fmt::format("A resource cannot have more than {} tags.", tags_a_resource_max));
  }
  tagged.set(std::move(tagged.tags));
  return api::cloudwatch::TagResourceOutput{};
}

}  // namespace spotdrill::cloudwatch
