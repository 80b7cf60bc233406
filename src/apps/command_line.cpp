// Reads the command line and runs the command that it names.
#include "apps/command_line.hpp"

#include <CLI/CLI.hpp>
#include <string_view>

#include "apps/command.hpp"

namespace spotdrill::apps {

int run_command_line(int argc, char** argv) {
  CLI::App app{
      "Rehearses EC2 Spot interruptions on this machine: your real job, on instances made of real\n"
      "processes, behind real AWS APIs.",
      "spotdrill"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "spotdrill " SPOTDRILL_VERSION);
  app.footer(
      "Examples:\n"
      "  spotdrill serve                              an AWS of your own, until Ctrl-C\n"
      "  spotdrill exec -- aws ec2 describe-instances any AWS client, unconfigured\n"
      "  spotdrill interrupt worker-1                 the two-minute notice, by hand\n"
      "'spotdrill COMMAND --help' says more about each.");
  Chosen chosen;
  add_run(app, chosen);
  add_serve(app, chosen);
  add_exec(app, chosen);
  add_env(app, chosen);
  add_ls(app, chosen);
  add_logs(app, chosen);
  add_interrupt(app, chosen);
  add_rebalance(app, chosen);
  add_stop(app, chosen);
  add_reset(app, chosen);
  add_doctor(app, chosen);
  int own = 1;
  while (own < argc && std::string_view{argv[own]} != "--") ++own;
  if (own < argc) chosen.after_dashes.assign(argv + own + 1, argv + argc);
  try {
    app.parse(own, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    complain(error.what());
    std::fputs("'spotdrill --help' lists the commands, 'spotdrill COMMAND --help' their options.\n",
               stderr);
    return exit_usage;
  }
  return chosen.run();
}

}  // namespace spotdrill::apps
