#include "services/states/operations.hpp"

namespace spotdrill::states {

services::TaggedService tagged(wire::Regional<States>& regions) {
  return {
      .name = "states",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            States& states = regions.at(region);
            for (const auto& [name, machine] : states.machines().all()) {
              visit(states.machine_arn(name), machine.tags);
            }
            for (const auto& [name, activity] : states.activities().all()) {
              visit(states.activity_arn(name), activity.tags);
            }
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        TRY(tag_resource(
            regions.at(region),
            {.resource_arn = resource.arn, .tags = services::render_tags<api::states::Tag>(tags)}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        TRY(untag_resource(regions.at(region), {.resource_arn = resource.arn, .tag_keys = keys}));
        return {};
      },
  };
}

}  // namespace spotdrill::states
