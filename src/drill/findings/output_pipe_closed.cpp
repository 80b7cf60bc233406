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

/// Programs that scripts pipe the output of a job into, and that end at SIGTERM.
constexpr std::array<std::string_view, 5> takers{"tee", "logger", "cat", "awk", "sed"};

const ProcessSeen* taker_of_output(const InstanceTimeline& instance) {
  const auto found = std::ranges::find_if(instance.processes, [](const ProcessSeen& seen) {
    return std::ranges::find(takers, seen.name) != takers.end() && !seen.catches(SIGTERM);
  });
  return found == instance.processes.end() ? nullptr : &*found;
}

/// Whether the job's text pipes into `program`: "| tee", ">(tee".
bool pipes_into(const Observation& observation, std::string_view program) {
  return any_job_line(observation, [&](std::string_view line) {
    for (const std::string_view pipe : {"| ", "|", ">("}) {
      if (line.find(fmt::format("{}{}", pipe, program)) != line.npos) return true;
    }
    return false;
  });
}

/// The program that would have saved: one with a handler, or a script that does the work itself.
const ProcessSeen* writer_of_output(const InstanceTimeline& instance) {
  const ProcessSeen* script = nullptr;
  bool others = false;
  for (const ProcessSeen& seen : instance.processes) {
    const bool handles = handles_of_its_own(seen, SIGTERM);
    if (!is_shell(seen.name) && handles) return &seen;
    if (is_shell(seen.name) && handles) script = &seen;
    others |= !is_shell(seen.name) && !only_helps(seen.name);
  }
  return others ? nullptr : script;
}

}  // namespace

std::optional<Finding> output_pipe_closed(const Scene& scene) {
  if (!lost_by_an_early_end(scene)) return std::nullopt;
  const InstanceTimeline& instance = scene.instance;
  const ProcessSeen* writer = writer_of_output(instance);
  const ProcessSeen* taker = taker_of_output(instance);
  if (writer == nullptr || taker == nullptr || !pipes_into(scene.observation, taker->name)) {
    return std::nullopt;
  }
  return Finding{
      .cause = fmt::format("The workload handles SIGTERM, but likely ends at the next line that it "
                           "prints: {}, which it prints to, dies of the same SIGTERM, and whoever "
                           "writes into a pipe that nobody reads is ended (SIGPIPE, "
                           "BrokenPipeError).",
                           taker->name),
      .evidence = fmt::format(
          "when the shutdown began, {} (process {}) had a handler for SIGTERM and {} (process {}) "
          "had none; the job's text pipes into {}; all was gone {} later, and nothing was saved",
          writer->name, writer->pid, taker->name, taker->pid, taker->name,
          time_text(*instance.ended - *instance.shutdown_begun)),
      .remedy = fmt::format(
          "Print into the file itself (exec >>job.log 2>&1), or let what takes the output outlive "
          "SIGTERM: job 2>&1 | (trap '' TERM; exec {} …). Save before printing.",
          taker->name)};
}

}  // namespace spotdrill::drill
