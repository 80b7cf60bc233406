#include <fmt/format.h>

#include <csignal>
#include <string_view>

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

// cloud-init warns of it, runs nothing of it and goes on to its end.
// Source: cloud-init, util.py, load_yaml().
std::string unread_cloud_config(const InstanceTimeline& instance) {
  constexpr std::string_view words = "Failed loading yaml blob";
  const std::size_t at = instance.console.find(words);
  if (at == std::string::npos) return {};
  constexpr std::size_t quoted_max = 160;
  const std::string_view line = std::string_view{instance.console}.substr(at, quoted_max);
  return fmt::format("{}: {}", instance.id, line.substr(0, line.find('\n')));
}

}  // namespace

std::optional<Finding> crashed(const InstanceScene& scene) {
  std::optional<std::string> evidence = unprovoked_failure(scene);
  // A code that says something by itself is another finding.
  if (!evidence || meaning_of(*scene.instance.user_data_end) != nullptr) return std::nullopt;
  if (std::string unread = unread_cloud_config(scene.instance); !unread.empty()) {
    return Finding{.cause = "The #cloud-config is no YAML: cloud-init ran nothing of it.",
                   .evidence = std::move(unread),
                   .remedy =
                       "Mend that line; 'cloud-init schema --config-file FILE' reads it as "
                       "an instance does."};
  }
  return Finding{.cause = "The workload failed by itself, not of an interruption.",
                 .evidence = std::move(*evidence),
                 .remedy = remedy_for(*scene.instance.user_data_end)};
}

}  // namespace spotdrill::drill
