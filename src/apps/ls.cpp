// spotdrill ls: the instances of every region.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/command.hpp"
#include "apps/table.hpp"

namespace spotdrill::apps {
namespace {

std::string age(std::int64_t seconds) {
  if (seconds < 120) return fmt::format("{}s", seconds);
  if (seconds < 7200) return fmt::format("{}m", seconds / 60);
  if (seconds < 48 * 3600) return fmt::format("{}h", seconds / 3600);
  return fmt::format("{}d", seconds / 86400);
}

Row row_of_instance(const json::object& instance) {
  std::string notice;
  if (const json::value* found = instance.if_contains("notice")) {
    notice = fmt::format("{} at {}", string_at(found->get_object(), "action"),
                         string_at(found->get_object(), "time"));
  } else if (!string_at(instance, "rebalance").empty()) {
    notice = fmt::format("rebalance since {}", string_at(instance, "rebalance"));
  }
  const auto text = [&](std::string_view key) {
    const std::string_view value = string_at(instance, key);
    return std::string{value.empty() ? "-" : value};
  };
  return {text("id"),
          text("state"),
          text("type"),
          text("spot_request"),
          age(instance.at("age_seconds").to_number<std::int64_t>()),
          text("name"),
          notice};
}

void print_instances(const json::array& instances) {
  std::vector<Row> rows{{"INSTANCE", "STATE", "TYPE", "SPOT REQUEST", "AGE", "NAME", "NOTICE"}};
  for (const json::value& instance : instances)
    rows.push_back(row_of_instance(instance.get_object()));
  print_rows(rows);
}

int list(const Target& target, bool as_json) {
  auto server = find_server(target);
  if (!server.has_value()) return complain(server.error());
  AdminClient client{*std::move(server)};
  const auto reply = client.call("GET", "/_spotdrill/instances");
  if (!reply.has_value()) return complain(reply.error());
  const auto parsed = parse_json(reply->body);
  const json::value* instances = parsed.has_value() && parsed->is_object()
                                     ? parsed->get_object().if_contains("instances")
                                     : nullptr;
  if (instances == nullptr || !instances->is_array()) {
    return complain("The server's reply is not what this version expects.");
  }
  if (as_json) {
    fmt::print("{}\n", to_text(*instances));
  } else if (instances->get_array().empty()) {
    fmt::print("There are no instances.\n");
  } else {
    print_instances(instances->get_array());
  }
  return exit_good;
}

}  // namespace

void add_ls(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("ls", "The instances, with their notices");
  auto target = std::make_shared<Target>();
  auto as_json = std::make_shared<bool>(false);
  add_target(*command, *target);
  command->add_flag("--json", *as_json, "As a JSON array");
  command->footer("Examples:\n  spotdrill ls\n  spotdrill ls --json | jq -r '.[].id'");
  command->callback([target, as_json, &chosen] {
    chosen.run = [target, as_json] { return list(*target, *as_json); };
  });
}

}  // namespace spotdrill::apps
