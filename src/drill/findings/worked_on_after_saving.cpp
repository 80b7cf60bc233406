#include <fmt/format.h>

#include <algorithm>

#include "drill/findings/findings.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

namespace {

/// Between two saves before the notice, on average; 0 where there were not two.
double interval_of_saves(const Scene& scene) {
  const std::vector<Sample>& saved = scene.done.saved;
  const auto after = std::find_if(saved.begin(), saved.end(), [&](const Sample& sample) {
    return sample.at > *scene.interruption.notice;
  });
  const auto count = after - saved.begin();
  if (count < 2) return 0;
  return (saved[static_cast<std::size_t>(count) - 1].value - saved[0].value) /
         static_cast<double>(count - 1);
}

}  // namespace

std::optional<Finding> worked_on_after_saving(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!interruption.saved_in_answer || !interruption.saved || !interruption.progress ||
      !interruption.notice || interruption.ended_how == EndedHow::ByItself) {
    return std::nullopt;
  }
  // One report's worth may be missing between what is saved and what is told.
  const double unsaved = *interruption.progress - *interruption.saved;
  if (unsaved <= 1.5 * interruption.report_interval || !lost_too_much(scene)) return std::nullopt;
  // Who saves at intervals loses what came after the newest, interrupted or not.
  if (unsaved <= 1.5 * interval_of_saves(scene)) return std::nullopt;
  return Finding{
      .cause =
          "The workload saved in answer to the interruption and then worked on: what it did "
          "after that save is lost.",
      .evidence = fmt::format("{} saved {} after the notice; at its end {:g} of {:g} was done and "
                              "{:g} saved",
                              interruption.instance,
                              time_text(*interruption.saved_in_answer - *interruption.notice),
                              *interruption.progress, scene.work.total, *interruption.saved),
      .remedy =
          "End after the save, with an exit code of its own (75), or save once more on SIGTERM."};
}

}  // namespace spotdrill::drill
