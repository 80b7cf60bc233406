#include "drill/findings/user_data_end.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "drill/findings/work_lost.hpp"
#include "drill/readings/console_lines.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::size_t lines_quoted = 3;

// Sources: POSIX.1-2017, Shell Command Language, 2.8.2 (a command that a signal ended has a status
// above 128; every shell takes 128 and the signal's number); BSD's sysexits.h; Linux's errno.h, and
// the HTCondor manual, "Self-Checkpointing Applications".
constexpr std::array<ExitCodeMeaning, 6> exit_code_meanings{{
    {75, "EX_TEMPFAIL: a temporary failure, start me again",
     "The workload asks to be started again (exit code 75) although nothing interrupted it.",
     "Find out what it takes for an interruption. Whoever starts it must know the code: 'until "
     "job; do [ $? -eq 75 ] || break; done', a retry strategy in AWS Batch, a Catch in Step "
     "Functions."},
    {85, "ERESTART: a job that saves its own checkpoints has saved, start me again",
     "The workload says that it has saved and wants to be started again (exit code 85) although "
     "nothing interrupted it.",
     "HTCondor starts such a job again at once; nothing else does. Give it a loop around it, or do "
     "not end after a save."},
    {99, "the code of Grid Engine's jobs that want to be queued again",
     "The workload asks to be queued again (exit code 99) although nothing interrupted it.",
     "Grid Engine starts such a job again; nothing else does. Give it a loop around it, or find "
     "out what it takes for an interruption."},
    {124, "what 'timeout' ends with when the time of its command was up",
     "The time that 'timeout' gives the workload was up (exit code 124).",
     "Give it more time, or take the time limit away: a drill has its own (workload.timeout)."},
    {137, "128 + 9: what the script ran was ended by SIGKILL",
     "A program that the user data had started was killed (exit code 137) before any shutdown.",
     "As a rule the kernel does that when memory runs out: look at what the job needs, and at "
     "'docker run --memory' and 'ulimit -v' around it."},
    {143, "128 + 15: what the script ran was ended by SIGTERM",
     "A program that the user data had started was ended by SIGTERM (exit code 143) before any "
     "shutdown.",
     "Look for who sends it: 'kill', 'timeout', a supervisor, 'docker stop'. No instance was shut "
     "down."},
}};

/// Whether the end was the workload's own answer to its interruption, or the shutdown's.
bool was_interrupted_then(const Observation& observation, const InstanceTimeline& instance) {
  const Instant end = *instance.user_data_ended;
  if (instance.shutdown_begun && end >= *instance.shutdown_begun) return true;
  if (!instance.notice || end < *instance.notice) return false;
  return !observation.server_observed || instance.first_notice_answer ||
         instance.first_rebalance_answer;
}

}  // namespace

const ExitCodeMeaning* meaning_of(ProcessEnd end) {
  const auto found =
      std::find_if(exit_code_meanings.begin(), exit_code_meanings.end(),
                   [&](const ExitCodeMeaning& each) { return each.code == end.value; });
  return end.signalled || found == exit_code_meanings.end() ? nullptr : &*found;
}

std::optional<std::string> unprovoked_failure(const InstanceScene& scene) {
  const InstanceTimeline& instance = scene.instance;
  if (!instance.user_data_end || !instance.user_data_ended) return std::nullopt;
  const ProcessEnd end = *instance.user_data_end;
  if (!end.signalled && end.value == 0) return std::nullopt;
  if (was_interrupted_then(scene.observation, instance)) return std::nullopt;
  if (outlived_user_data(instance)) return std::nullopt;  // It only started what does the work.
  std::string evidence = fmt::format("the user data of {} {}", instance.id, end_text(end));
  if (!scene.done.progress.empty()) {
    evidence +=
        fmt::format(" at {}", percent_text(scene.work.percent(scene.done.progress.back().value)));
  }
  const std::string lines = last_lines(instance.console, lines_quoted);
  evidence += lines.empty() ? ", and it printed nothing" : "; it printed last " + lines;
  return evidence;
}

}  // namespace spotdrill::drill
