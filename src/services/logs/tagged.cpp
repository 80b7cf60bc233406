#include "services/logs/operations.hpp"

namespace spotdrill::logs {

services::TaggedService tagged(wire::Regional<Logs>& regions) {
  return {
      .name = "logs",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            const Logs& logs = regions.at(region);
            for (const auto& [name, group] : logs.groups()) visit(logs.arn(group), group.tags);
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        TRY(tag_resource(regions.at(region), {.resource_arn = resource.arn, .tags = tags}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        TRY(untag_resource(regions.at(region), {.resource_arn = resource.arn, .tag_keys = keys}));
        return {};
      },
  };
}

}  // namespace spotdrill::logs
