#include <fmt/format.h>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

namespace {

/// A replacement that finds nothing left to do is gone sooner. Units: drill time.
constexpr Duration worked_min = 20s;

/// How much was left to do, in words; nothing: nothing was.
std::optional<std::string> work_left(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (interruption.progress) {
    if (*interruption.progress >= scene.work.total) return std::nullopt;
    return "at " + percent_text(100 * *interruption.progress / scene.work.total) + " of its work";
  }
  const Duration worked = interruption.replacement_worked.value_or(Duration::zero());
  if (worked < worked_min) return std::nullopt;
  return fmt::format("with work left, at which its replacement worked for {}", time_text(worked));
}

}  // namespace

std::optional<Finding> exited_zero_unfinished(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (interruption.workload_end != ProcessEnd{}) return std::nullopt;
  const std::optional<std::string> left = work_left(scene);
  if (!left) return std::nullopt;
  return Finding{
      .cause = fmt::format(
          "The workload exits 0 {}: whoever looks at the exit code takes it for done.", *left),
      .evidence = fmt::format("the workload of {} ended with exit code 0", interruption.instance),
      .remedy =
          "Exit with a code of its own when interrupted (75, EX_TEMPFAIL, is usual), so that "
          "AWS Batch, Step Functions or a shell loop knows to start it again."};
}

}  // namespace spotdrill::drill
