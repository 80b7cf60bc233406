#include "services/sns/operations.hpp"

namespace spotdrill::sns {

services::TaggedService tagged(wire::Regional<Sns>& regions) {
  return {
      .name = "sns",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            const Sns& sns = regions.at(region);
            for (const auto& [name, topic] : sns.topics()) visit(sns.arn(name), topic.tags);
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        TRY(tag_resource(regions.at(region), {.resource_arn = resource.arn,
                                              .tags = services::render_tags<api::sns::Tag>(tags)}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        TRY(untag_resource(regions.at(region), {.resource_arn = resource.arn, .tag_keys = keys}));
        return {};
      },
  };
}

}  // namespace spotdrill::sns
