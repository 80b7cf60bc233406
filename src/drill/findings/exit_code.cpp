#include <fmt/format.h>

#include <algorithm>

#include "drill/findings/findings.hpp"
#include "drill/findings/user_data_end.hpp"

namespace spotdrill::drill {

namespace {

double furthest_of(const InstanceWork& done) {
  double furthest = 0;
  for (const Sample& sample : done.progress) furthest = std::max(furthest, sample.value);
  return furthest;
}

bool got_further_later(const InstanceScene& scene) {
  const double here = furthest_of(scene.done);
  return std::any_of(scene.observation.instances.begin(), scene.observation.instances.end(),
                     [&](const InstanceTimeline& other) {
                       return other.requested > scene.instance.requested &&
                              furthest_of(scene_of(scene, other).done) > here;
                     });
}

}  // namespace

std::optional<Finding> exit_code(const InstanceScene& scene) {
  const std::optional<std::string> evidence = unprovoked_failure(scene);
  if (!evidence) return std::nullopt;
  const ExitCodeMeaning* meaning = meaning_of(*scene.instance.user_data_end);
  if (meaning == nullptr) return std::nullopt;
  // A scheduler's own code: it was started again, as it asked, and got further.
  if (asks_to_be_started_again(meaning->code) && got_further_later(scene)) return std::nullopt;
  return Finding{
      .cause = std::string{meaning->cause},
      .evidence = fmt::format("{}; {} is {}", *evidence, meaning->code, meaning->meaning),
      .remedy = std::string{meaning->remedy}};
}

}  // namespace spotdrill::drill
