#include "drill/work/work.hpp"

#include <algorithm>
#include <ranges>

#include "drill/work/completion.hpp"
#include "drill/work/interruptions.hpp"
#include "drill/work/progress.hpp"
#include "drill/work/resume.hpp"
#include "drill/work/saved.hpp"

namespace spotdrill::drill {

Work model_work(const Observation& observation) {
  Progress progress = read_progress(observation);
  Saved saved = read_saved(observation, progress);
  Work work{.total = progress.total,
            .progress_from = std::move(progress.from),
            .progress_instead = std::move(progress.instead),
            .progress_is_guess = progress.guess,
            .workers = progress.workers,
            .progress_unknown = std::move(progress.unknown),
            .doubts = std::move(progress.doubts),
            .refusal = std::move(saved.refusal)};
  for (std::size_t i = 0; i < observation.instances.size(); ++i) {
    work.instances.push_back(
        {.progress = std::move(progress.samples[i]), .saved = std::move(saved.samples[i])});
    work.instances.back().resumed_at = resume_point(work, i);
  }
  work.completed_at = completion(observation, work);
  work.interruptions = measure_interruptions(observation, work);
  return work;
}

std::optional<double> newest_progress(const Work& work) {
  for (const InstanceWork& each : work.instances | std::views::reverse) {
    if (!each.progress.empty()) return each.progress.back().value;
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
