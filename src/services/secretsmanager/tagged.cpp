#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {

services::TaggedService tagged(wire::Regional<SecretsManager>& regions) {
  return {
      .name = "secretsmanager",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            const SecretsManager& secrets = regions.at(region);
            for (const auto& [name, secret] : secrets.secrets()) visit(secret.arn, secret.tags);
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        TRY(tag_resource(regions.at(region),
                         {.secret_id = resource.arn, .tags = render_tags(tags)}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        TRY(untag_resource(regions.at(region), {.secret_id = resource.arn, .tag_keys = keys}));
        return {};
      },
  };
}

}  // namespace spotdrill::secretsmanager
