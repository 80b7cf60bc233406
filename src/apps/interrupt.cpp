// spotdrill interrupt: takes the capacity of one Spot Instance away, by hand.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/command.hpp"

namespace spotdrill::apps {
namespace {

struct InterruptWords {
  Target target;
  std::string instance;
  std::string notice = "2m";
  std::string behavior;
};

int interrupt(const InterruptWords& words) {
  auto server = find_server(words.target);
  if (!server.has_value()) return complain(server.error());
  AdminClient client{*std::move(server)};
  json::object body;
  body.emplace("notice", words.notice);
  if (!words.behavior.empty()) body.emplace("behavior", words.behavior);
  const auto reply = client.call(
      "POST", "/_spotdrill/instances/" + percent_encode(words.instance) + "/interrupt", body);
  if (!reply.has_value()) return complain(reply.error());
  const auto parsed = parse_json(reply->body);
  if (parsed.has_value() && parsed->is_object()) {
    const json::object& told = parsed->get_object();
    const bool again = told.if_contains("interrupted_before") != nullptr;
    fmt::print("{} is interrupted at {}.{}\n", string_at(told, "instance"),
               string_at(told, "deadline"),
               again ? " It had been told of an interruption before: the earlier of the two times "
                       "holds, and a notice that was given keeps its time, whatever --notice says."
                     : "");
  }
  return exit_good;
}

}  // namespace

void add_interrupt(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("interrupt", "Interrupts a Spot Instance, by hand");
  auto words = std::make_shared<InterruptWords>();
  add_target(*command, words->target);
  command
      ->add_option(
          "--notice", words->notice,
          "Drill time until the shutdown; the rebalance recommendation appears at once, the "
          "notice two minutes before")
      ->capture_default_str();
  command->add_option("--behavior", words->behavior, "In place of the request's own")
      ->check(CLI::IsMember({"terminate", "stop", "hibernate"}));
  command->add_option("instance", words->instance, "Its id, the beginning of it, or its Name tag")
      ->required();
  command->footer(
      "Examples:\n  spotdrill interrupt worker-1\n  spotdrill interrupt i-0abc --notice 30s");
  command->callback([words, &chosen] { chosen.run = [words] { return interrupt(*words); }; });
}

}  // namespace spotdrill::apps
