// spotdrill logs: an instance's console.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "apps/command.hpp"
#include "apps/replies.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::apps {
namespace {

struct LogsWords {
  Target target;
  std::string instance;
  bool follow = false;
};

int print_console(const LogsWords& words) {
  auto server = find_server(words.target);
  if (!server.has_value()) return complain(server.error());
  AdminClient client{*std::move(server)};
  const std::string path = "/_spotdrill/instances/" + percent_encode(words.instance) + "/console" +
                           (words.follow ? "?follow" : "");
  bool writable = true;
  std::size_t bytes = 0;
  const auto reply = client.call("GET", path, {}, [&](std::string_view piece) {
    // Each piece as it comes, so that a reader of the pipe follows, too.
    bytes += piece.size();
    writable = writable && std::fwrite(piece.data(), 1, piece.size(), stdout) == piece.size() &&
               std::fflush(stdout) == 0;
  });
  if (!reply.has_value()) return complain(reply.error());
  if (!words.follow && (bytes == ec2::console_bytes_max || bytes == console_reply_bytes_max)) {
    fmt::print(stderr, "spotdrill: this is cut to its newest {} KiB{}\n", bytes >> 10U,
               bytes == ec2::console_bytes_max
                   ? ", which is what EC2 keeps of a terminated instance; the whole is gone with "
                     "it, unless the job wrote it into a file that outlives it. While an instance "
                     "runs, 'spotdrill logs' has all of it."
                   : "; 'spotdrill logs -f' from the beginning of an instance on has all of it.");
  }
  return writable ? exit_good : exit_failed;
}

}  // namespace

void add_logs(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("logs", "An instance's console");
  auto words = std::make_shared<LogsWords>();
  add_target(*command, words->target);
  command->add_flag("-f,--follow", words->follow, "Go on as it comes, until the instance ends");
  command->add_option("instance", words->instance, "Its id, the beginning of it, or its Name tag")
      ->required();
  command->footer("Examples:\n  spotdrill logs i-0abc\n  spotdrill logs -f worker-1");
  command->callback([words, &chosen] { chosen.run = [words] { return print_console(*words); }; });
}

}  // namespace spotdrill::apps
