#include <csignal>

#include "drill/findings/findings.hpp"
#include "drill/findings/user_data_end.hpp"

namespace spotdrill::drill {

namespace {

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
  std::optional<std::string> evidence = unprovoked_failure(scene);
  // A code that says something by itself is another finding.
  if (!evidence || meaning_of(*scene.instance.user_data_end) != nullptr) return std::nullopt;
  return Finding{.cause = "The workload failed by itself, not of an interruption.",
                 .evidence = std::move(*evidence),
                 .remedy = remedy_for(*scene.instance.user_data_end)};
}

}  // namespace spotdrill::drill
