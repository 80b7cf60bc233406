#include "services/ec2/describes.hpp"
#include "services/ec2/operations.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {
namespace {

std::string resource_id(const services::Resource& resource) {
  return resource.name.substr(resource.name.find('/') + 1);
}

}  // namespace

services::TaggedService tagged(Ec2Service& regions) {
  return {
      .name = "ec2",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            Ec2& ec2 = regions.at(region);
            ec2.settle();
            each_tagged(ec2, [&](const std::string& id, const services::Tags& tags) {
              visit(ec2.place().arn("ec2", std::string{resource_type(id)} + "/" + id), tags);
            });
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        TRY(create_tags(regions.at(region),
                        {.resources = {resource_id(resource)}, .tags = render_tags(tags)}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        api::ec2::DeleteTagsRequest request{.resources = {resource_id(resource)}};
        for (const std::string& key : keys) request.tags.push_back({.key = key, .value = {}});
        TRY(delete_tags(regions.at(region), request));
        return {};
      },
  };
}

}  // namespace spotdrill::ec2
