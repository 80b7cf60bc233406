#include <fmt/format.h>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

std::optional<Finding> resumed_from_zero(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!interruption.from_zero || !interruption.progress || !interruption.resume_point) {
    return std::nullopt;
  }
  const std::optional<double> saved = interruption.saved_when_replaced;
  // Where nothing was there to be loaded, why is the cause: half a checkpoint, or a save that was
  // to be made at the end and never came to it.
  if (left_torn_checkpoint(scene)) return std::nullopt;
  const bool nothing_saved = scene.observation.has_saved && saved.value_or(0) <= 0;
  if (nothing_saved && handles_sigint_not_sigterm(scene)) return std::nullopt;
  if (saved.value_or(0) <= 0 && killed_by_launcher(scene)) return std::nullopt;
  std::string evidence =
      fmt::format("{} had reached {:g} of {:g}; its replacement {} began at {:g}",
                  interruption.instance, *interruption.progress, scene.work.total,
                  interruption.replacement, *interruption.resume_point);
  if (saved && *saved > 0) {
    return Finding{
        .cause = fmt::format("The work starts again from zero, although it says that {:g} "
                             "of {:g} was saved.",
                             *saved, scene.work.total),
        .evidence = std::move(evidence),
        .remedy =
            "Write checkpoints where they outlive the instance (EFS, S3), with the "
            "state itself and not only its number, and load the newest one at the "
            "start."};
  }
  return Finding{.cause = "The work starts again from zero after an interruption.",
                 .evidence = std::move(evidence),
                 .remedy =
                     "Save a checkpoint regularly where it outlives the instance (EFS, S3), and "
                     "load the newest one at the start."};
}

}  // namespace spotdrill::drill
