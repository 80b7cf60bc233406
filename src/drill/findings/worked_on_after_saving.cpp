#include <fmt/format.h>

#include <algorithm>

#include "drill/findings/findings.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

std::optional<Finding> worked_on_after_saving(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!interruption.saved_in_answer || !interruption.saved || !interruption.progress ||
      !interruption.notice || interruption.ended_how == EndedHow::ByItself) {
    return std::nullopt;
  }
  // One report's worth may be missing between what is saved and what is told.
  const double unsaved = *interruption.progress - *interruption.saved;
  if (unsaved <= 1.5 * interruption.report_interval || !lost_too_much(scene)) return std::nullopt;
  if (lost_an_interval_at_most(scene)) return std::nullopt;
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
