#include <fmt/format.h>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

std::optional<Finding> exited_zero_unfinished(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!interruption.workload_end || interruption.workload_end->signalled ||
      interruption.workload_end->value != 0) {
    return std::nullopt;
  }
  if (!interruption.progress || *interruption.progress >= scene.observation.total) {
    return std::nullopt;
  }
  return Finding{
      .cause = fmt::format("The workload exits 0 at {} of its work: whoever looks at the exit code "
                           "takes it for done.",
                           percent_text(100 * *interruption.progress / scene.observation.total)),
      .evidence = fmt::format("the user data of {} ended with exit code 0", interruption.instance),
      .remedy =
          "Exit with a code of its own when interrupted (75, EX_TEMPFAIL, is usual), so that "
          "AWS Batch, Step Functions or a shell loop knows to start it again."};
}

}  // namespace spotdrill::drill
