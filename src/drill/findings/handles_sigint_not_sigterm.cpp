#include <fmt/format.h>

#include <algorithm>
#include <csignal>

#include "drill/findings/findings.hpp"
#include "drill/findings/programs.hpp"

namespace spotdrill::drill {

namespace {

/// Whether somebody meant to handle SIGINT, where no process tells.
bool text_handles_sigint_only(const std::string& text) {
  const bool names_sigint = text.find("SIGINT") != std::string::npos;
  const bool names_sigterm =
      text.find("SIGTERM") != std::string::npos || text.find("trap ") != std::string::npos;
  return names_sigint && !names_sigterm;
}

}  // namespace

std::optional<Finding> handles_sigint_not_sigterm(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!interruption.shutdown_begun && !interruption.ended) return std::nullopt;
  if (interruption.ended_how == EndedHow::ByItself ||
      interruption.ended_how == EndedHow::AfterSigterm) {
    return std::nullopt;
  }
  const bool text = text_handles_sigint_only(scene.observation.user_data);
  const auto& processes = scene.instance.processes;
  const auto deaf = std::find_if(processes.begin(), processes.end(), [&](const ProcessSeen& seen) {
    // Python and shells have a handler for SIGINT that nobody wrote: alone it is no evidence.
    const bool own = !is_shell(seen.name) && (text || !always_catches_sigint(seen.name));
    return own && seen.catches(SIGINT) && !seen.catches(SIGTERM);
  });
  // Where processes were seen and none of them is deaf, the text alone is no evidence.
  if (deaf == processes.end() && (!text || !processes.empty())) return std::nullopt;
  std::string evidence;
  if (deaf != processes.end()) {
    evidence = fmt::format(
        "when the shutdown began, {} had a handler for SIGINT and none for SIGTERM", deaf->name);
  }
  if (text) {
    evidence += evidence.empty() ? "the" : "; the";
    evidence += " user data handles SIGINT and names SIGTERM nowhere";
  }
  const bool certain = deaf != processes.end() && text;
  return Finding{
      .cause = fmt::format("{} handles SIGINT, but a shutdown sends SIGTERM, which ends it on the "
                           "spot.",
                           certain ? "The workload" : "The workload likely"),
      .evidence = std::move(evidence),
      .remedy =
          "Install the same handler for SIGTERM (Python: signal.signal(signal.SIGTERM, …)), "
          "save in it, and start the job with 'exec' so that the signal reaches it."};
}

}  // namespace spotdrill::drill
