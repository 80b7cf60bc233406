// spotdrill exec: a command of the host's that finds the server in place of AWS.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "apps/background.hpp"
#include "apps/command.hpp"
#include "apps/environment.hpp"

namespace spotdrill::apps {
namespace {

/// As shells have it: 127 where there is no such command, 126 where it cannot be run.
constexpr int exit_no_command = 127;
constexpr int exit_not_runnable = 126;

struct ExecWords {
  Target target;
  std::vector<std::string> command;
  bool real_time = false;
};

int execute(ExecWords words) {
  if (words.command.empty()) {
    complain("Say what to run, as in 'spotdrill exec -- aws ec2 describe-instances'.");
    return exit_usage;
  }
  const auto server = find_or_start_server(words.target);
  if (!server.has_value()) return complain(server.error());
  const auto environment = client_environment(*server, words.real_time ? Time::Real : Time::Drill);
  if (!environment.has_value()) return complain(environment.error());
  for (const std::string& name : environment->unset) ::unsetenv(name.c_str());
  for (const auto& [name, value] : environment->set) ::setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> arguments;
  for (std::string& word : words.command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  const int error = errno;
  complain(fmt::format("Cannot run {}: {}.", words.command.front(), std::strerror(error)));
  return error == ENOENT ? exit_no_command : exit_not_runnable;
}

}  // namespace

void add_exec(CLI::App& app, Chosen& chosen) {
  CLI::App* command =
      app.add_subcommand("exec", "A host command that finds the server in place of AWS");
  auto words = std::make_shared<ExecWords>();
  add_target(*command, words->target);
  command->add_flag("--real-time", words->real_time,
                    "The command keeps this machine's clock even where drill time runs faster");
  command->footer(
      "Without a running server it starts one in the background, which 'spotdrill stop' ends.\n"
      "Examples:\n"
      "  spotdrill exec -- aws ec2 describe-instances\n"
      "  spotdrill exec -- python3 submit.py\n"
      "  spotdrill exec -- bash launch.sh");
  command->callback([words, &chosen] {
    words->command = chosen.after_dashes;
    chosen.run = [words] { return execute(*words); };
  });
}

}  // namespace spotdrill::apps
