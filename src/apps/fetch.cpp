// spotdrill fetch: what instances use and no package of ours brings.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>

#include "apps/command.hpp"
#include "host/cloud_init.hpp"

namespace spotdrill::apps {
namespace {

int fetch(const std::string& what, bool again) {
  if (what != "cloud-init") {
    complain(fmt::format("There is no '{}' to fetch; there is cloud-init.", what));
    return exit_usage;
  }
  if (const auto found = find_cloud_init(); found && !again) {
    fmt::print("cloud-init {} is there: {}\n", found->version, found->tree.string());
    return exit_good;
  }
  const auto fetched = fetch_cloud_init([](std::string_view step) {
    fmt::print("{}\n", step);
    std::fflush(stdout);
  });
  if (!fetched.has_value()) return complain(fetched.error());
  fmt::print("cloud-init {} is at {}\n", fetched->version, fetched->tree.string());
  return exit_good;
}

}  // namespace

void add_fetch(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("fetch", "Fetches cloud-init, for user data of its kinds");
  auto what = std::make_shared<std::string>();
  auto again = std::make_shared<bool>(false);
  command->add_option("what", *what, "cloud-init")->required();
  command->add_flag("--again", *again, "Also where it is there already: its newest version");
  command->footer(
      "Downloads Debian's package and the Python modules that it takes by apt, which verifies "
      "them,\n"
      "and unpacks them into ~/.local/share/spotdrill (or $XDG_DATA_HOME/spotdrill). Nothing is\n"
      "installed on this computer, and it needs no root. Drills need no network after that.\n"
      "Examples:\n  spotdrill fetch cloud-init");
  command->callback(
      [what, again, &chosen] { chosen.run = [what, again] { return fetch(*what, *again); }; });
}

}  // namespace spotdrill::apps
