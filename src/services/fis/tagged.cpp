#include "services/fis/operations.hpp"

namespace spotdrill::fis {

services::TaggedService tagged(wire::Regional<Fis>& regions) {
  return {
      .name = "fis",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            Fis& fis = regions.at(region);
            for (const auto& [id, made] : fis.templates().all()) {
              visit(fis.arn("experiment-template", id), made.tags);
            }
            for (const auto& [id, experiment] : fis.experiments()) {
              visit(fis.arn("experiment", id), experiment.tags);
            }
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

}  // namespace spotdrill::fis
