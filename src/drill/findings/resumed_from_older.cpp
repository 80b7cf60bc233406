#include <fmt/format.h>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

std::optional<Finding> resumed_from_older(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  const std::optional<double> saved = interruption.saved_when_replaced;
  if (interruption.from_zero || !saved || !interruption.resume_point) return std::nullopt;
  // One report's worth may be missing between what is saved and what is told.
  if (*interruption.resume_point + interruption.report_interval >= *saved) return std::nullopt;
  if (left_torn_checkpoint(scene)) return std::nullopt;  // The older one was all that there was.
  return Finding{
      .cause = fmt::format("The work goes on from an older checkpoint than was saved: {:g} of {:g} "
                           "was saved, it went on from {:g}.",
                           *saved, scene.work.total, *interruption.resume_point),
      .evidence = fmt::format("saved was {:g} when {} was requested, and its first report was {:g}",
                              *saved, interruption.replacement, *interruption.resume_point),
      .remedy =
          "Choose the newest checkpoint by its step, not by its name's order (9 comes after 10) "
          "or the file's time, and count as saved only what has got to where it outlives the "
          "instance (fsync, a finished upload)."};
}

}  // namespace spotdrill::drill
