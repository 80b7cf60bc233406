#include <fmt/format.h>

#include <csignal>
#include <cstring>

#include "drill/console_lines.hpp"
#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::size_t lines_quoted = 3;

/// Whether the end was the workload's own answer to its interruption, or the shutdown's.
bool was_interrupted_then(const Observation& observation, const InstanceTimeline& instance) {
  const Instant end = *instance.user_data_ended;
  if (instance.shutdown_begun && end >= *instance.shutdown_begun) return true;
  if (!instance.notice || end < *instance.notice) return false;
  return !observation.server_observed || instance.first_notice_answer ||
         instance.first_rebalance_answer;
}

std::string end_text(ProcessEnd end) {
  if (!end.signalled) return fmt::format("ended with exit code {}", end.value);
  const char* abbreviation = sigabbrev_np(end.value);
  return abbreviation != nullptr ? fmt::format("was ended by SIG{}", abbreviation)
                                 : fmt::format("was ended by signal {}", end.value);
}

std::string remedy_for(ProcessEnd end) {
  // Source: POSIX.1-2017, Shell Command Language, 2.8.2 "Exit Status for Commands".
  if (!end.signalled && end.value == 127) {
    return "Exit code 127 says that the command was not found: check its path as the instance "
           "sees it. The directory in which 'spotdrill run' is started is there, and /mnt/efs.";
  }
  if (!end.signalled && end.value == 126) {
    return "Exit code 126 says that the command cannot be executed: check its mode (chmod +x) "
           "and its first line.";
  }
  if (end.signalled && end.value == SIGKILL) {
    return "SIGKILL that no shutdown sent comes from the kernel when memory runs out, as a rule: "
           "look at what the job needs.";
  }
  return "Look at its output (the console-….log files beside this report), and run it once "
         "without an interruption.";
}

}  // namespace

std::optional<Finding> crashed(const InstanceScene& scene) {
  const InstanceTimeline& instance = scene.instance;
  if (!instance.user_data_end || !instance.user_data_ended) return std::nullopt;
  const ProcessEnd end = *instance.user_data_end;
  if (!end.signalled && end.value == 0) return std::nullopt;
  if (was_interrupted_then(scene.observation, instance)) return std::nullopt;
  std::string evidence = fmt::format("the user data of {} {}", instance.id, end_text(end));
  if (!instance.progress.empty()) {
    evidence += fmt::format(
        " at {}", percent_text(100 * instance.progress.back().value / scene.observation.total));
  }
  const std::string lines = last_lines(instance.console, lines_quoted);
  evidence += lines.empty() ? ", and it printed nothing" : "; it printed last " + lines;
  return Finding{.id = "crashed",
                 .cause = "The workload failed by itself, not of an interruption.",
                 .evidence = std::move(evidence),
                 .remedy = remedy_for(end)};
}

}  // namespace spotdrill::drill
