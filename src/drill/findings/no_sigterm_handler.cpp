#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/user_data_end.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

std::optional<Finding> no_sigterm_handler(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (interruption.ended_how != EndedHow::DiedOfSigterm || !lost_too_much(scene)) {
    return std::nullopt;
  }
  if (interruption.saved_in_answer && lost_an_interval_at_most(scene)) return std::nullopt;
  if (!interruption.workload_end || !interruption.workload_ended || !interruption.shutdown_begun) {
    return std::nullopt;
  }
  const ExitCodeMeaning* meaning = meaning_of(*interruption.workload_end);
  return Finding{
      .cause =
          "A shutdown's SIGTERM ends the workload on the spot, and what came after its last "
          "checkpoint is gone.",
      .evidence = fmt::format(
          "the user data of {} died of SIGTERM {} after the shutdown began{}",
          interruption.instance,
          time_text(*interruption.workload_ended - *interruption.shutdown_begun),
          meaning == nullptr ? ""
                             : fmt::format(" (exit code {}: {})", meaning->code, meaning->meaning)),
      .remedy =
          "Handle SIGTERM and save in the handler's wake; start the job with 'exec', or pass "
          "the signal on with a trap, so that it gets there."};
}

}  // namespace spotdrill::drill
