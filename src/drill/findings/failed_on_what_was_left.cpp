#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/lower_case.hpp"
#include "drill/findings/findings.hpp"
#include "drill/findings/user_data_end.hpp"
#include "drill/readings/console_lines.hpp"

namespace spotdrill::drill {

namespace {

/// Of the console's end: where a program says why it does not go on.
constexpr std::size_t lines_read = 8;

double highest_of(const InstanceWork& done) {
  double highest = 0;
  for (const Sample& sample : done.progress) highest = std::max(highest, sample.value);
  return highest;
}

/// The instance before, where it was cut short and had not failed by itself.
const InstanceTimeline* cut_short_before(const InstanceScene& scene) {
  const std::vector<InstanceTimeline>& all = scene.observation.instances;
  const auto self = std::find_if(all.begin(), all.end(), [&](const InstanceTimeline& each) {
    return each.id == scene.instance.id;
  });
  if (self == all.begin() || self == all.end()) return nullptr;
  const InstanceTimeline& before = *(self - 1);
  if (!before.shutdown_begun && !before.notice) return nullptr;
  return unprovoked_failure(scene_of(scene, before)) ? nullptr : &before;
}

/// What the failure says was there already: "a lock", "a process that …"; empty: it does not say.
std::string_view what_it_says(const InstanceTimeline& instance) {
  struct Sign {
    std::string_view word;
    std::string_view thing;
  };
  constexpr std::array<Sign, 10> signs{{
      {"lock", "a lock"},
      {"already running", "a pid file"},
      {"pid file", "a pid file"},
      {"pidfile", "a pid file"},
      {"already exists", "a file that must not be there"},
      {"file exists", "a file that must not be there"},
      {"truncated", "half a file"},
      {"corrupt", "half a file"},
      {"unexpected end", "half a file"},
      {"eoferror", "half a file"},
  }};
  const std::string text = lower_case(last_lines(instance.console, lines_read));
  for (const Sign& sign : signs) {
    if (text.find(sign.word) != std::string::npos) return sign.thing;
  }
  return {};
}

/// A lock that is there to be seen says more than the words that a failure has for it.
std::string what_was_left(const InstanceTimeline& before, const InstanceTimeline& instance) {
  if (!before.left.empty()) return before.left.front();
  return std::string{what_it_says(instance)};
}

/// Whether the drill's time was up while a replacement had done nothing that is told of.
bool waits_for_ever(const InstanceScene& scene) {
  const InstanceTimeline& instance = scene.instance;
  return scene.observation.timed_out && !instance.user_data_ended && scene.done.progress.empty() &&
         !instance.notice && instance.id == scene.observation.instances.back().id;
}

std::string how_it_waits(const InstanceTimeline& instance) {
  constexpr std::size_t lines_quoted = 2;
  const std::string said = last_lines(instance.console, lines_quoted);
  return fmt::format("{} was still there when the drill's time was up, and {}", instance.id,
                     said.empty() ? "printed nothing" : "printed last " + said);
}

}  // namespace

std::optional<Finding> failed_on_what_was_left(const InstanceScene& scene) {
  const bool waits = waits_for_ever(scene);
  const std::optional<std::string> evidence =
      waits ? how_it_waits(scene.instance) : unprovoked_failure(scene);
  if (!evidence) return std::nullopt;
  const InstanceTimeline* before = cut_short_before(scene);
  // Whoever got further than the one before has taken its work up.
  if (before == nullptr || highest_of(scene.done) > highest_of(scene_of(scene, *before).done))
    return std::nullopt;
  const std::string thing = what_was_left(*before, scene.instance);
  // That nothing happens may have any reason: only where it says a word of a lock, or shows one.
  if (waits && thing.empty()) return std::nullopt;
  return Finding{
      .cause = waits ? fmt::format("The replacement does no work, and likely waits for what the "
                                   "interruption left behind: {}.",
                                   thing)
               : thing.empty()
                   ? std::string{"The replacement fails where the instance before it had worked: "
                                 "likely of something that the interruption left behind, or of the "
                                 "code that takes the work up."}
                   : fmt::format("The replacement fails, likely of what the interruption left "
                                 "behind: {}.",
                                 thing),
      .evidence = fmt::format("{}; {} before it had worked until it was interrupted", *evidence,
                              before->id),
      .remedy =
          "A kill leaves locks, pid files and half files where they are. Let a lock be one that "
          "ends with its holder (flock), or look whether its holder still lives, by host and "
          "pid; write beside a file and rename; take whatever cannot be read for not there."};
}

}  // namespace spotdrill::drill
