#include <fmt/format.h>

#include <algorithm>

#include "drill/findings/findings.hpp"
#include "drill/findings/user_data_end.hpp"
#include "drill/readings/console_lines.hpp"
#include "drill/work/ending.hpp"

namespace spotdrill::drill {

namespace {

const InstanceTimeline* replacement_of(const Scene& scene) {
  const auto found = std::ranges::find(scene.observation.instances, scene.interruption.replacement,
                                       &InstanceTimeline::id);
  return found == scene.observation.instances.end() ? nullptr : &*found;
}

/// Whether `next` ended by itself, badly, and no further than the work was.
bool refused(const Scene& scene, const InstanceTimeline& next) {
  const std::optional<WorkloadEnd> end = workload_end(next);
  if (!end || !end->how || end->how == ProcessEnd{}) return false;
  if (next.notice || (next.shutdown_begun && end->at >= *next.shutdown_begun)) return false;
  const auto index = static_cast<std::size_t>(&next - scene.observation.instances.data());
  const double before = scene.interruption.progress.value_or(0);
  return std::ranges::all_of(scene.work.instances[index].progress,
                             [&](const Sample& sample) { return sample.value <= before; });
}

}  // namespace

std::optional<Finding> replacement_refuses(const Scene& scene) {
  const InstanceTimeline* next = replacement_of(scene);
  if (next == nullptr || !refused(scene, *next)) return std::nullopt;
  const std::vector<std::string>& left = scene.instance.left;
  std::string evidence = fmt::format("{} {}", next->id, end_text(*workload_end(*next)->how));
  const std::string printed = last_lines(next->console, 2);
  evidence += printed.empty() ? ", and it printed nothing" : "; it printed last " + printed;
  if (!left.empty()) evidence += fmt::format("; left behind: {}", fmt::join(left, ", "));
  return Finding{
      .cause = left.empty()
                   ? std::string{"The replacement refuses to go on: likely because of what the "
                                 "interruption left behind, since the first instance had worked."}
                   : fmt::format("The replacement refuses to go on: what the interruption left "
                                 "behind is in its way, likely {}.",
                                 left.front()),
      .evidence = std::move(evidence),
      .remedy =
          "A lock must not outlive who holds it: flock(2) ends with its process, a lease has a "
          "time, "
          "a pid file is of use with its host's name. At the start take away what an instance that "
          "is gone has left."};
}

}  // namespace spotdrill::drill
