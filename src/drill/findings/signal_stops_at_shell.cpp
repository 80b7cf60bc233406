#include <fmt/format.h>

#include <csignal>

#include "drill/findings/findings.hpp"
#include "drill/findings/programs.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

namespace {

/// The shell that has a trap for SIGTERM and started `process`; null when there is none.
const ProcessSeen* trapping_shell_of(const InstanceTimeline& instance, const ProcessSeen& process) {
  for (const ProcessSeen& each : instance.processes) {
    if (each.pid != 0 && each.pid == process.parent && is_shell(each.name) &&
        each.catches(SIGTERM)) {
      return &each;
    }
  }
  return nullptr;
}

/// Whether another program of the same script hears the signal: that one has the state.
bool another_hears(const InstanceTimeline& instance, const ProcessSeen& shell) {
  for (const ProcessSeen& each : instance.processes) {
    const bool beside = each.parent == shell.pid && !is_shell(each.name);
    if (beside && handles_of_its_own(each, SIGTERM)) return true;
  }
  return false;
}

}  // namespace

std::optional<Finding> signal_stops_at_shell(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!interruption.shutdown_begun || interruption.ended_how == EndedHow::ByItself ||
      !lost_too_much(scene)) {
    return std::nullopt;
  }
  for (const ProcessSeen& process : scene.instance.processes) {
    if (is_shell(process.name) || only_helps(process.name) || process.catches(SIGTERM)) continue;
    const ProcessSeen* shell = trapping_shell_of(scene.instance, process);
    if (shell == nullptr || another_hears(scene.instance, *shell)) continue;
    return Finding{
        .cause = fmt::format("The script handles SIGTERM, but {} that it had started, which likely "
                             "does the work, does not: it dies before the trap can do anything.",
                             process.name),
        .evidence = fmt::format("when the shutdown began, {} (process {}) had a handler for "
                                "SIGTERM, and its child {} (process {}) none",
                                shell->name, shell->pid, process.name, process.pid),
        .remedy =
            "Save in the program that has the state: give it a handler for SIGTERM and start it "
            "with 'exec'. Where the script must stay, start the program in the background, 'wait' "
            "for it, and let the trap pass the signal on: trap 'kill -TERM $job; wait $job' TERM."};
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
