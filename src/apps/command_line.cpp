// Reads the command line and runs the command that it names.
#include "apps/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "apps/command.hpp"
#include "base/suggest.hpp"

namespace spotdrill::apps {

namespace {

int refuse_words(std::string_view sentence) {
  complain(sentence);
  std::fputs("'spotdrill --help' lists the commands, 'spotdrill COMMAND --help' their options.\n",
             stderr);
  return exit_usage;
}

/// What is wrong with the command line, in one sentence.
std::string explain(const CLI::ParseError& error, const CLI::App& app, std::string_view first) {
  std::vector<std::string_view> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  const bool known = std::ranges::find(commands, first) != commands.end();
  if (!first.empty() && !first.starts_with('-') && !known) {
    return fmt::format("There is no command '{}'{}.", first, did_you_mean(first, commands));
  }
  if (first == "exec" && dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    return "The command goes after --, as in 'spotdrill exec -- aws ec2 describe-instances'.";
  }
  return error.what();
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app{
      "Rehearses EC2 Spot interruptions on this machine: your real job, on instances made of real\n"
      "processes, behind real AWS APIs.",
      "spotdrill"};
  app.require_subcommand(0, 1);
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.set_version_flag("--version", "spotdrill " SPOTDRILL_VERSION);
  app.footer(
      "Examples:\n"
      "  spotdrill serve                              an AWS of your own, until Ctrl-C\n"
      "  spotdrill exec -- aws ec2 describe-instances any AWS client, unconfigured\n"
      "  spotdrill interrupt worker-1                 the two-minute notice, by hand\n"
      "'spotdrill COMMAND --help' says more about each.");
  Chosen chosen;
  chosen.words.assign(argv, argv + argc);
  add_run(app, chosen);
  add_init(app, chosen);
  add_report(app, chosen);
  add_runs(app, chosen);
  add_compare(app, chosen);
  add_serve(app, chosen);
  add_exec(app, chosen);
  add_env(app, chosen);
  add_ls(app, chosen);
  add_logs(app, chosen);
  add_interrupt(app, chosen);
  add_rebalance(app, chosen);
  add_stop(app, chosen);
  add_reset(app, chosen);
  add_lint(app, chosen);
  add_doctor(app, chosen);
  add_fetch(app, chosen);
  int own = 1;
  while (own < argc && std::string_view{argv[own]} != "--") ++own;
  if (own < argc) chosen.after_dashes.assign(argv + own + 1, argv + argc);
  try {
    app.parse(own, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return refuse_words(explain(error, app, argc > 1 ? argv[1] : ""));
  }
  if (!chosen.run) return refuse_words("Say what to do, as in 'spotdrill serve'.");
  return chosen.run();
}

}  // namespace spotdrill::apps
