#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csignal>

#include "drill/findings/findings.hpp"
#include "drill/findings/job_words.hpp"
#include "drill/findings/programs.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

namespace {

/// Programs that start others, pass SIGTERM on or do not, and kill what is left soon after.
/// Sources: torchrun waits 30 s, Open MPI some seconds, supervisord stopwaitsecs=10, timeout
/// --kill-after, GNU parallel --termseq: their manuals.
constexpr std::array<std::string_view, 14> launchers{
    "mpirun",  "mpiexec", "orterun", "prterun", "prte", "mpiexec.hydra", "hydra_pmi_proxy",
    "timeout", "orted",   "tini",    "runsv",   "srun", "dumb-init",     "s6-supervise"};

/// The same where the program is an interpreter: as the job's text names them.
constexpr std::array<std::string_view, 10> launchers_in_text{
    "torchrun",  "torch.distributed", "accelerate launch",
    "deepspeed", "horovodrun",        "supervisord",
    "honcho",    "gunicorn",          "pm2",
    "parallel "};

/// How a job's own launcher kills what it has started: in a shell, and elsewhere.
constexpr std::array<std::string_view, 4> kills_in_shell{"kill -9", "kill -KILL", "kill -s KILL",
                                                         "jobs -p"};
constexpr std::array<std::string_view, 2> kills_elsewhere{".kill(", "SIGKILL"};

/// What the launcher is called; empty when `parent` is none that is known.
std::string launcher_name(const Observation& observation, const ProcessSeen& parent) {
  if (std::find(launchers.begin(), launchers.end(), parent.name) != launchers.end()) {
    return parent.name;
  }
  const bool interprets = is_shell(parent.name) || parent.name.starts_with("python") ||
                          parent.name == "perl" || parent.name == "node";
  if (!interprets) return {};
  for (const std::string_view words : launchers_in_text) {
    if (job_says(observation, words)) return std::string{words.substr(0, words.find(' '))};
  }
  const auto says = [&](std::string_view words) { return job_says(observation, words); };
  const bool kills = is_shell(parent.name) ? std::ranges::any_of(kills_in_shell, says)
                                           : std::ranges::any_of(kills_elsewhere, says);
  if (kills) return parent.name;
  return {};
}

}  // namespace

std::optional<Finding> killed_by_launcher(const Scene& scene) {
  if (!lost_by_an_early_end(scene)) return std::nullopt;
  const InstanceTimeline& instance = scene.instance;
  for (const ProcessSeen& worker : instance.processes) {
    if (!handles_of_its_own(worker, SIGTERM) || is_shell(worker.name)) continue;
    const auto parent = std::find_if(
        instance.processes.begin(), instance.processes.end(),
        [&](const ProcessSeen& each) { return each.pid != 0 && each.pid == worker.parent; });
    if (parent == instance.processes.end()) continue;
    const std::string launcher = launcher_name(scene.observation, *parent);
    if (launcher.empty()) continue;
    return Finding{
        .cause = fmt::format("The workload handles SIGTERM, but what started it ({}) likely kills "
                             "it before its save is complete.",
                             launcher),
        .evidence = fmt::format(
            "when the shutdown began, {} (process {}) had a handler for SIGTERM, and {} (process "
            "{}) had started it; all was gone {} later, {} before the grace period's end, and "
            "nothing new was saved",
            worker.name, worker.pid, parent->name, parent->pid,
            time_text(*instance.ended - *instance.shutdown_begun),
            time_text(*instance.shutdown_grace - (*instance.ended - *instance.shutdown_begun))),
        .remedy =
            "Give the launcher more time than a save takes (supervisord: stopwaitsecs; timeout: "
            "--kill-after; torchrun and mpirun: save at the notice, not at SIGTERM), or let it "
            "wait for its workers: trap 'kill -TERM $job; wait $job' TERM."};
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
