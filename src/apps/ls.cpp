// spotdrill ls: the instances of every region.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>

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

/// What runs comes first, what has ended last.
int rank_of(std::string_view state) {
  if (state == "running") return 0;
  if (state == "pending") return 1;
  if (state == "shutting-down" || state == "stopping") return 2;
  return state == "stopped" ? 3 : 4;
}

/// Running ones first, each kind newest first; without those that have ended, if `running`.
json::array in_order(const json::array& instances, bool running) {
  std::vector<const json::object*> chosen;
  for (const json::value& each : instances) {
    const json::object* instance = each.if_object();
    if (instance == nullptr) continue;
    if (!running || string_at(*instance, "state") == "running") chosen.push_back(instance);
  }
  std::ranges::stable_sort(chosen, {}, [](const json::object* each) {
    const json::value* age = each->if_contains("age_seconds");
    return std::pair{rank_of(string_at(*each, "state")),
                     age != nullptr && age->is_number() ? age->to_number<std::int64_t>() : 0};
  });
  json::array ordered;
  for (const json::object* each : chosen) ordered.emplace_back(*each);
  return ordered;
}

Row row_of_instance(const json::object& instance) {
  std::string notice;
  if (rank_of(string_at(instance, "state")) > rank_of("shutting-down")) {
    // What has ended has no notice any more.
  } else if (const json::value* found = instance.if_contains("notice")) {
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

struct LsWords {
  Target target;
  bool as_json = false;
  bool running = false;
};

int list(const LsWords& words) {
  auto server = find_server(words.target);
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
  const json::array chosen = in_order(instances->get_array(), words.running);
  if (words.as_json) {
    fmt::print("{}\n", to_text(chosen));
  } else if (chosen.empty()) {
    fmt::print("{}\n", words.running ? "No instance is running." : "There are no instances.");
  } else {
    print_instances(chosen);
  }
  return exit_good;
}

}  // namespace

void add_ls(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("ls", "The instances, with their notices");
  auto words = std::make_shared<LsWords>();
  add_target(*command, words->target);
  command->add_flag("--running", words->running, "Only those that run");
  command->add_flag("--json", words->as_json, "As a JSON array");
  command->footer(
      "Those that run come first, the newest of them at the top.\n"
      "Examples:\n  spotdrill ls\n  spotdrill ls --running --json | jq -r '.[].id'");
  command->callback([words, &chosen] { chosen.run = [words] { return list(*words); }; });
}

}  // namespace spotdrill::apps
