#include "services/cloudwatch/dashboards/arn.hpp"
#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {

services::TaggedService tagged(wire::Regional<CloudWatch>& regions) {
  return {
      .name = "cloudwatch",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            const CloudWatch& cloudwatch = regions.at(region);
            for (const auto& [name, alarm] : cloudwatch.alarms.all()) {
              visit(cloudwatch.alarms.arn(name), alarm.tags);
            }
            for (const auto& [name, dashboard] : cloudwatch.dashboards.all()) {
              visit(dashboard_arn(cloudwatch.place, name), dashboard.tags);
            }
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        TRY(tag_resource(regions.at(region),
                         {.resource_arn = resource.arn,
                          .tags = services::render_tags<api::cloudwatch::Tag>(tags)}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        TRY(untag_resource(regions.at(region), {.resource_arn = resource.arn, .tag_keys = keys}));
        return {};
      },
  };
}

}  // namespace spotdrill::cloudwatch
