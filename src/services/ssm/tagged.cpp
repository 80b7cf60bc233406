#include "services/ssm/operations.hpp"

namespace spotdrill::ssm {
namespace {

// "parameter/NAME" is of "/NAME" and of "NAME": SSM takes either for the other.
std::string parameter_name(const services::Resource& resource) {
  return resource.name.substr(std::min(resource.name.find('/'), resource.name.size()));
}

}  // namespace

services::TaggedService tagged(wire::Regional<Ssm>& regions) {
  return {
      .name = "ssm",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            const Ssm& ssm = regions.at(region);
            for (const auto& [key, parameter] : ssm.parameters()) {
              visit(ssm.arn(parameter), parameter.tags);
            }
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        TRY(add_tags_to_resource(regions.at(region),
                                 {.resource_type = "Parameter",
                                  .resource_id = parameter_name(resource),
                                  .tags = services::render_tags<api::ssm::Tag>(tags)}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        TRY(remove_tags_from_resource(regions.at(region), {.resource_type = "Parameter",
                                                           .resource_id = parameter_name(resource),
                                                           .tag_keys = keys}));
        return {};
      },
  };
}

}  // namespace spotdrill::ssm
