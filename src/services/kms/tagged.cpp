#include "services/kms/operations.hpp"

namespace spotdrill::kms {

services::TaggedService tagged(wire::Regional<Kms>& regions) {
  return {
      .name = "kms",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            const Kms& kms = regions.at(region);
            for (const auto& [id, key] : kms.keys()) visit(kms.key_arn(id), key.tags);
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        TRY(tag_resource(regions.at(region), {.key_id = resource.arn,
                                              .tags = services::render_tags<api::kms::Tag>(tags)}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        TRY(untag_resource(regions.at(region), {.key_id = resource.arn, .tag_keys = keys}));
        return {};
      },
  };
}

}  // namespace spotdrill::kms
