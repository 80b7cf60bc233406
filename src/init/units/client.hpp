// The commands that speak to the manager of units: systemctl and its kin. They print what it
// answers.
#pragma once

#include <string>
#include <vector>

namespace spotdrill::init::units {

/// Sends words to the manager, prints its answer and gives its exit code. `with_streams`: gives it
/// this process's standard streams, too.
int ask_manager(const char* name, const std::vector<std::string>& words, bool with_streams = false);

/// `spotdrill-init as-root WORDS…`: what sudo does for a user that may become root.
int run_as_root(const std::vector<std::string>& words);

/// What this program does when it is called `systemctl`, `service`, `journalctl`, `systemd-run`,
/// `systemd-cat` or `systemd-notify`. Negative: `name` is none of them.
int run_unit_command(const char* name, int argc, char** argv);

/// The same for `crontab`, `at`, `batch`, `atq` and `atrm`.
int run_schedule_command(const char* name, int argc, char** argv);

int run_journalctl(const std::vector<std::string>& words);
int run_systemd_run(const std::vector<std::string>& words);
int run_systemd_cat(const std::vector<std::string>& words);
int run_systemd_notify(const std::vector<std::string>& words);

}  // namespace spotdrill::init::units
