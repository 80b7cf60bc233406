#include <fmt/format.h>

#include <algorithm>
#include <csignal>

#include "drill/findings/findings.hpp"
#include "drill/findings/job_words.hpp"
#include "drill/findings/programs.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

namespace {

bool is_a_trap(std::string_view line) {
  const std::size_t found = line.find("trap ");
  return found != std::string_view::npos && line.find_first_not_of(" \t;") == found;
}

bool traps_sigint(const Observation& observation) {
  return any_job_line(observation, [](std::string_view line) {
    return is_a_trap(line) && line.find("INT") != line.npos;
  });
}

/// How the job's texts name SIGINT: "KeyboardInterrupt", where they name SIGTERM nowhere; empty
/// where they do not.
std::string_view names_sigint_only(const Observation& observation) {
  // A trap for EXIT runs at SIGTERM too.
  const bool names_sigterm = any_job_line(observation, [](std::string_view line) {
    const auto says = [&](std::string_view word) { return line.find(word) != line.npos; };
    return says("SIGTERM") || (is_a_trap(line) && (says("TERM") || says("EXIT") || says(" 15")));
  });
  if (names_sigterm) return {};
  // Of a shell's words only a trap makes a handler: it comes first.
  if (traps_sigint(observation)) return "trap … INT";
  constexpr std::array<std::string_view, 3> words{"KeyboardInterrupt", "SIGINT", "os.Interrupt"};
  for (const std::string_view word : words) {
    if (job_says(observation, word)) return word;
  }
  return {};
}

/// Whether the process hears SIGINT and not SIGTERM, as far as its handlers tell.
bool hears_only_sigint(const ProcessSeen& seen, bool named) {
  if (has_go_runtime(seen)) return named;
  // Python and shells have a handler for SIGINT that nobody wrote: alone it is no evidence.
  if (!named && always_catches_sigint(seen.name)) return false;
  return seen.catches(SIGINT) && !seen.catches(SIGTERM);
}

std::string handlers_seen(const ProcessSeen& deaf) {
  if (has_go_runtime(deaf)) {
    return fmt::format(
        "when the shutdown began, {} had the handlers of Go's runtime, which pass on only what the "
        "program asks for",
        deaf.name);
  }
  return fmt::format("when the shutdown began, {} had a handler for SIGINT and none for SIGTERM",
                     deaf.name);
}

}  // namespace

std::optional<Finding> handles_sigint_not_sigterm(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!interruption.shutdown_begun && !interruption.ended) return std::nullopt;
  if (interruption.ended_how == EndedHow::ByItself ||
      interruption.ended_how == EndedHow::AfterSigterm) {
    return std::nullopt;
  }
  if (interruption.lost && !lost_too_much(scene)) return std::nullopt;
  const std::string_view named = names_sigint_only(scene.observation);
  const auto& processes = scene.instance.processes;
  const auto deaf = std::find_if(processes.begin(), processes.end(), [&](const ProcessSeen& seen) {
    return (!is_shell(seen.name) || named.starts_with("trap")) &&
           hears_only_sigint(seen, !named.empty());
  });
  // Where processes were seen and none of them is deaf, the text alone is no evidence.
  if (deaf == processes.end() && (named.empty() || !processes.empty())) return std::nullopt;
  std::string evidence;
  if (deaf != processes.end()) evidence = handlers_seen(*deaf);
  if (!named.empty()) {
    evidence += fmt::format("{}the job's text has {} and names SIGTERM nowhere",
                            evidence.empty() ? "" : "; ", named);
  }
  const bool certain = deaf != processes.end() && !named.empty();
  return Finding{
      .cause = fmt::format("{} handles SIGINT (Ctrl-C{}) only, but a shutdown sends SIGTERM, which "
                           "ends it on the spot.",
                           certain ? "The workload" : "The workload likely",
                           named == "KeyboardInterrupt" ? ", KeyboardInterrupt" : ""),
      .evidence = std::move(evidence),
      .remedy =
          "Install the same handler for SIGTERM and save in it. Python: "
          "signal.signal(signal.SIGTERM, signal.default_int_handler) makes a KeyboardInterrupt of "
          "it too. Go: signal.Notify(c, os.Interrupt, syscall.SIGTERM). A shell: trap … INT TERM."};
}

}  // namespace spotdrill::drill
