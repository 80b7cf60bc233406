#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

namespace {

/// What was seen to be wrong with what was saved, once the instance was shut down.
std::string damage_seen(const InstanceTimeline& instance, const std::vector<Sample>& saved) {
  if (!instance.saved_damage.empty()) {
    return fmt::format("after the end of {}, {}", instance.id, instance.saved_damage);
  }
  if (!instance.shutdown_begun || saved.empty()) return {};
  const Sample& last = saved.back();
  const auto highest = std::max_element(
      saved.begin(), saved.end(),
      [](const Sample& one, const Sample& other) { return one.value < other.value; });
  if (last.at < *instance.shutdown_begun || last.value >= highest->value) return {};
  return fmt::format("saved was {:g} before the shutdown of {}, and {:g} after it", highest->value,
                     instance.id, last.value);
}

/// Databases are written in place by design, and have a journal for what a kill cuts off.
bool has_a_journal(const std::filesystem::path& file) {
  const std::string extension = file.extension().string();
  return extension == ".db" || extension == ".sqlite" || extension == ".sqlite3";
}

}  // namespace

bool left_torn_checkpoint(const Scene& scene) {
  return scene.instance.checkpoint.cut_off ||
         !damage_seen(scene.instance, scene.done.saved).empty();
}

std::optional<Finding> checkpoint_not_atomic(const Scene& scene) {
  std::vector<std::string> seen;
  if (std::string damage = damage_seen(scene.instance, scene.done.saved); !damage.empty()) {
    seen.push_back(std::move(damage));
  }
  const CheckpointSeen& checkpoint = scene.instance.checkpoint;
  const bool in_place =
      checkpoint.in_place > 0 && !has_a_journal(scene.definition.workload.checkpoint);
  if (in_place) {
    seen.push_back(fmt::format("{} was written in place by {}{}",
                               scene.definition.workload.checkpoint.string(), scene.instance.id,
                               checkpoint.cut_off ? ", also when its shutdown began" : ""));
  }
  if (seen.empty()) return std::nullopt;
  return Finding{
      .cause = in_place ? "The checkpoint is written in place: an end in the middle of a write "
                          "leaves half of one, and the one before it is gone already."
                        : "What was saved was cut off or lost when the instance ended; it is "
                          "likely not written atomically.",
      .evidence = fmt::format("{}", fmt::join(seen, "; ")),
      .remedy =
          "Write a checkpoint to a temporary file beside it, fsync it, and rename it over the old "
          "one: a reader then finds the old one or the new one, never half of one."};
}

}  // namespace spotdrill::drill
