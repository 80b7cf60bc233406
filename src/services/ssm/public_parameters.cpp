#include "services/ssm/public_parameters.hpp"

#include "base/iso8601.hpp"
#include "services/ec2/catalogue.hpp"
#include "services/ec2/default_images.hpp"

namespace spotdrill::ssm {

PublicParameters public_parameters(const Place& place) {
  PublicParameters all;
  for (const ec2::DefaultImage& image : ec2::default_images()) {
    all.emplace(image.what, PublicParameter{ec2::derived_id(place, "ami-", image.what),
                                            parse_iso8601(image.created).value_or(Instant{})});
  }
  return all;
}

api::ssm::Parameter render_public(const Place& place, const std::string& name,
                                  const PublicParameter& parameter) {
  return {.name = name,
          .type = "String",
          .value = parameter.value,
          .version = 1,
          .last_modified_date = parameter.last_modified,
          .arn = "arn:aws:ssm:" + place.region + "::parameter" + name,
          .data_type = "text"};
}

}  // namespace spotdrill::ssm
