#include <fmt/format.h>

#include <algorithm>
#include <csignal>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

namespace {

bool catches(const ProcessSeen& process, int signal) {
  return std::find(process.caught.begin(), process.caught.end(), signal) != process.caught.end();
}

/// Every Python has a handler for SIGINT, and every shell one for SIGCHLD: only the program's own
/// text tells whether somebody meant to handle it.
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
  const auto& processes = scene.instance.processes;
  const auto deaf = std::find_if(processes.begin(), processes.end(), [](const ProcessSeen& seen) {
    return catches(seen, SIGINT) && !catches(seen, SIGTERM);
  });
  const bool text = text_handles_sigint_only(scene.observation.user_data);
  if (deaf == processes.end() && !text) return std::nullopt;
  // Where processes were seen and one of them does catch SIGTERM, the text alone is no evidence.
  if (deaf == processes.end() && !processes.empty()) return std::nullopt;
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
      .id = "handles-sigint-not-sigterm",
      .cause = fmt::format("{} handles SIGINT, but a shutdown sends SIGTERM, which ends it on the "
                           "spot.",
                           certain ? "The workload" : "The workload likely"),
      .evidence = std::move(evidence),
      .remedy =
          "Install the same handler for SIGTERM (Python: signal.signal(signal.SIGTERM, …)), "
          "save in it, and start the job with 'exec' so that the signal reaches it."};
}

}  // namespace spotdrill::drill
