// spotdrill env: the environment of `exec` as shell exports.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/command.hpp"
#include "apps/environment.hpp"
#include "base/shell_words.hpp"

namespace spotdrill::apps {
namespace {

/// What takes back what was exported before, whether or not the server still runs. Variables that
/// the shell had before are not brought back.
int print_unset() {
  for (const std::string_view name : client_variables()) fmt::print("unset {}\n", name);
  return exit_good;
}

int print_environment(const Target& target) {
  const auto server = find_server(target);
  if (!server.has_value()) return complain(server.error());
  const auto environment = client_environment(*server, Time::Real);
  if (!environment.has_value()) return complain(environment.error());
  for (const std::string& name : environment->unset) fmt::print("unset {}\n", name);
  for (const auto& [name, value] : environment->set) {
    fmt::print("export {}={}\n", name, shell_word(value));
  }
  if (!server->clock.empty()) {
    fmt::print("# Drill time runs at another rate; 'spotdrill exec -- date' shows it.\n");
  }
  return exit_good;
}

}  // namespace

void add_env(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("env", "What 'exec' sets, as shell exports");
  auto target = std::make_shared<Target>();
  auto unset = std::make_shared<bool>(false);
  add_target(*command, *target);
  command->add_flag("--unset", *unset, "Take it back: what unsets the variables; needs no server");
  command->footer(
      "Examples:\n  eval \"$(spotdrill env)\"\n  aws ec2 describe-instances\n"
      "  eval \"$(spotdrill env --unset)\"");
  command->callback([target, unset, &chosen] {
    chosen.run = [target, unset] { return *unset ? print_unset() : print_environment(*target); };
  });
}

}  // namespace spotdrill::apps
