#include "services/dynamodb/operations.hpp"

namespace spotdrill::dynamodb {

services::TaggedService tagged(wire::Regional<DynamoDb>& regions) {
  return {
      .name = "dynamodb",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            const DynamoDb& db = regions.at(region);
            for (const auto& [name, table] : db.tables()) visit(db.arn(table), table.tags);
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        TRY(tag_resource(regions.at(region),
                         {.resource_arn = resource.arn,
                          .tags = services::render_tags<api::dynamodb::Tag>(tags)}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        TRY(untag_resource(regions.at(region), {.resource_arn = resource.arn, .tag_keys = keys}));
        return {};
      },
  };
}

}  // namespace spotdrill::dynamodb
