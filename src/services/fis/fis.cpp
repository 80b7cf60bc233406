#include "services/fis/fis.hpp"

#include <fmt/format.h>

#include "services/fis/errors.hpp"

namespace spotdrill::fis {

Fis::Fis(World& world, Place place, ec2::Ec2& ec2, Quotas quotas,
         std::function<std::vector<Role>()> roles, AlarmState alarm_state)
    : world_(world),
      place_(std::move(place)),
      ec2_(ec2),
      quotas_(quotas),
      roles_(std::move(roles)),
      alarm_state_(std::move(alarm_state)),
      templates_(world.store, "fis-template", place_.region),
      experiments_(world.store, "fis-experiment", place_.region),
      timers_(world.scheduler) {
  for (const auto& [id, experiment] : experiments_.all()) {
    resume(experiment);
    arm(experiment);
  }
}

Fis::~Fis() = default;

Result<const Template*> Fis::find_template(std::string_view id) const {
  const Template* found = templates_.find(id);
  if (found == nullptr) return template_not_found(id);
  return found;
}

Result<const Experiment*> Fis::find_experiment(std::string_view id) const {
  const Experiment* found = experiments_.find(id);
  if (found == nullptr) return experiment_not_found(id);
  return found;
}

std::string Fis::arn(std::string_view kind, std::string_view id) const {
  return place_.arn("fis", fmt::format("{}/{}", kind, id));
}

}  // namespace spotdrill::fis

template class spotdrill::Table<spotdrill::fis::Template>;
template class spotdrill::Table<spotdrill::fis::Experiment>;
