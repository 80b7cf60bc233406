// What the commands of the program have in common. Each is one file, which adds itself to the
// parser and leaves its exit code.
#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/admin_client.hpp"

namespace spotdrill::apps {

/// What the command that was chosen does, once the whole command line has been read.
struct Chosen {
  std::function<int()> run;
  /// What followed `--`, untouched: CLI11 would take "[1,2]" apart.
  std::vector<std::string> after_dashes;
  std::vector<std::string> words;  ///< The whole command line, the program's name first.
};

/// The exit codes of every command.
inline constexpr int exit_good = 0;
inline constexpr int exit_failed = 1;        ///< It could not be done; for `run`: the drill failed.
inline constexpr int exit_inconclusive = 3;  ///< `run`: the drill shows nothing.
inline constexpr int exit_usage = 2;  ///< The command line is wrong; for `run`: it could not run.

/// Adds --endpoint and --data to a command.
void add_target(CLI::App& command, Target& target);

/// Adds --data to a command that needs no server, only what runs have left.
void add_data(CLI::App& command, std::string& data);

/// Prints "spotdrill: SENTENCE" to standard error. Returns exit_failed.
int complain(std::string_view sentence);

void add_compare(CLI::App& app, Chosen& chosen);
void add_doctor(CLI::App& app, Chosen& chosen);
void add_env(CLI::App& app, Chosen& chosen);
void add_exec(CLI::App& app, Chosen& chosen);
void add_fetch(CLI::App& app, Chosen& chosen);
void add_init(CLI::App& app, Chosen& chosen);
void add_interrupt(CLI::App& app, Chosen& chosen);
void add_lint(CLI::App& app, Chosen& chosen);
void add_logs(CLI::App& app, Chosen& chosen);
void add_ls(CLI::App& app, Chosen& chosen);
void add_rebalance(CLI::App& app, Chosen& chosen);
void add_report(CLI::App& app, Chosen& chosen);
void add_reset(CLI::App& app, Chosen& chosen);
void add_run(CLI::App& app, Chosen& chosen);
void add_runs(CLI::App& app, Chosen& chosen);
void add_serve(CLI::App& app, Chosen& chosen);
void add_stop(CLI::App& app, Chosen& chosen);

}  // namespace spotdrill::apps
