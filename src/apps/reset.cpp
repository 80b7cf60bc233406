// spotdrill reset: empties the server.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/command.hpp"

namespace spotdrill::apps {
namespace {

int reset(const Target& target) {
  auto server = find_server(target);
  if (!server.has_value()) return complain(server.error());
  AdminClient client{*std::move(server)};
  const auto reply = client.call("POST", "/_spotdrill/reset");
  if (!reply.has_value()) return complain(reply.error());
  fmt::print("Every region is empty.\n");
  return exit_good;
}

}  // namespace

void add_reset(CLI::App& app, Chosen& chosen) {
  CLI::App* command =
      app.add_subcommand("reset", "Ends every instance and empties every region of the server");
  auto target = std::make_shared<Target>();
  add_target(*command, *target);
  command->footer("Examples:\n  spotdrill reset");
  command->callback([target, &chosen] { chosen.run = [target] { return reset(*target); }; });
}

}  // namespace spotdrill::apps
