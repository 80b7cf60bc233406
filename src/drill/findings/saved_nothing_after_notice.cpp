#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

std::optional<Finding> saved_nothing_after_notice(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!scene.observation.has_saved || !interruption.notice || interruption.saved_at) {
    return std::nullopt;
  }
  if (!interruption.progress) return std::nullopt;
  const double saved = interruption.saved.value_or(0);
  if (saved >= *interruption.progress) return std::nullopt;  // There was nothing left to save.
  if (interruption.lost && !lost_too_much(scene)) return std::nullopt;
  // Who was told in no way could not save: why it was not told is the cause.
  const bool told = interruption.heard || interruption.ended_how == EndedHow::AfterSigterm ||
                    interruption.ended_how == EndedHow::OnSigterm;
  if (!told) return std::nullopt;
  return Finding{
      .cause = "Nothing was saved between the notice and the end.",
      .evidence = fmt::format("saved stayed at {:g} while progress got to {:g} of {:g}", saved,
                              *interruption.progress, scene.work.total),
      .remedy =
          "Save when the notice is seen or SIGTERM comes, not only at intervals; measure that "
          "a save takes well under two minutes."};
}

}  // namespace spotdrill::drill
