#include <fmt/format.h>

#include <csignal>

#include "drill/findings/findings.hpp"
#include "drill/findings/user_data_end.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

std::optional<Finding> needed_sigkill(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (interruption.ended_how != EndedHow::Killed) return std::nullopt;
  // What is killed beside a workload that has ended in good order was none of it.
  const std::optional<ProcessEnd>& end = interruption.workload_end;
  const bool died =
      end && (end->signalled || end->value == 128 + SIGKILL || end->value == 128 + SIGTERM);
  if (end && !died && interruption.lost && !lost_too_much(scene)) return std::nullopt;
  std::string evidence =
      fmt::format("{} had processes left after the grace period", interruption.instance);
  if (interruption.shutdown_begun && interruption.ended) {
    evidence += fmt::format(" and was gone {} after the shutdown began",
                            time_text(*interruption.ended - *interruption.shutdown_begun));
  }
  if (interruption.workload_end) {
    if (const ExitCodeMeaning* meaning = meaning_of(*interruption.workload_end)) {
      evidence += fmt::format("; exit code {} is {}", meaning->code, meaning->meaning);
    }
  }
  return Finding{.cause = "The workload did not end on SIGTERM and was killed.",
                 .evidence = std::move(evidence),
                 .remedy =
                     "End within a few seconds of SIGTERM: what a process was writing when "
                     "SIGKILL comes is cut off. Write checkpoints to a temporary file and "
                     "rename it."};
}

}  // namespace spotdrill::drill
