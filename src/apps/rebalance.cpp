// spotdrill rebalance: a rebalance recommendation for one Spot Instance, by hand.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/command.hpp"

namespace spotdrill::apps {
namespace {

int rebalance(const Target& target, const std::string& instance) {
  auto server = find_server(target);
  if (!server.has_value()) return complain(server.error());
  AdminClient client{*std::move(server)};
  const auto reply =
      client.call("POST", "/_spotdrill/instances/" + percent_encode(instance) + "/rebalance");
  if (!reply.has_value()) return complain(reply.error());
  fmt::print("{} has a rebalance recommendation.\n", instance);
  return exit_good;
}

}  // namespace

void add_rebalance(CLI::App& app, Chosen& chosen) {
  CLI::App* command =
      app.add_subcommand("rebalance", "Recommends rebalancing to a Spot Instance, by hand");
  auto target = std::make_shared<Target>();
  auto instance = std::make_shared<std::string>();
  add_target(*command, *target);
  command->add_option("instance", *instance, "Its id, the beginning of it, or its Name tag")
      ->required();
  command->footer("Examples:\n  spotdrill rebalance worker-1");
  command->callback([target, instance, &chosen] {
    chosen.run = [target, instance] { return rebalance(*target, *instance); };
  });
}

}  // namespace spotdrill::apps
