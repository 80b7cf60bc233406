#include "drill/work/resume.hpp"

#include <algorithm>

#include "drill/work/samples.hpp"

namespace spotdrill::drill {

namespace {

/// Ground that is run through in less than this part of its usual time was done already.
constexpr double running_through = 0.1;

/// Less than this is too little to tell running through from working. Units: drill seconds.
constexpr double told_apart_min = 3;

}  // namespace

std::optional<double> resume_point(const Work& work, std::size_t index) {
  const std::vector<Sample>& samples = work.instances[index].progress;
  if (samples.empty()) return std::nullopt;
  const Sample& first = samples.front();
  double seconds = 0;  // That a unit takes.
  for (std::size_t i = 0; i < index; ++i) {
    if (const double usual = usual_seconds(work.instances[i].progress); usual > 0) seconds = usual;
  }
  // Lines that one look has found may have been printed at any time since the one before.
  const Instant begun =
      first.not_before == Instant{} ? first.at : std::min(first.not_before, first.at);
  double skipped_most = 0;
  double point = first.value;
  for (const Sample& sample : samples) {
    const double gained = (sample.value - first.value) * seconds;
    const double took = std::chrono::duration<double>{sample.at - begun}.count();
    // The most is skipped where running ends and work begins.
    if (gained < told_apart_min || took > running_through * gained) continue;
    if (gained - took > skipped_most * 1.0001) {
      skipped_most = gained - took;
      point = sample.value;
    }
  }
  return point;
}

}  // namespace spotdrill::drill
