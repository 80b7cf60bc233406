// spotdrill stop: ends this user's server and its instances.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <csignal>
#include <thread>

#include "apps/command.hpp"
#include "apps/orphans.hpp"

namespace spotdrill::apps {
namespace {

/// The server gives its instances five seconds, and five more to be killed.
constexpr std::chrono::seconds stop_time_max{30};

int stop(const Target& target) {
  const auto data = data_directory(target.data);
  const auto info = read_server_info(data);
  if (!info || !DataLock::held(data)) {
    fmt::print("No server runs over {}.\n", data.string());
    if (const std::string left = about_orphans(data); !left.empty()) fmt::print("{}\n", left);
    return exit_good;
  }
  if (::kill(info->pid, SIGTERM) != 0) {
    return complain(fmt::format("The server (pid {}) is not yours to stop.", info->pid));
  }
  const auto until = std::chrono::steady_clock::now() + stop_time_max;
  while (DataLock::held(data)) {
    if (std::chrono::steady_clock::now() > until) {
      return complain(fmt::format("The server (pid {}) has not ended yet.", info->pid));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  fmt::print("The server at {} has ended, and its instances with it.\n", info->endpoint);
  return exit_good;
}

}  // namespace

void add_stop(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("stop", "Ends your server and its instances");
  auto target = std::make_shared<Target>();
  command->add_option("--data", target->data,
                      "The server's data directory (default: $SPOTDRILL_DATA, else "
                      "~/.local/state/spotdrill; without HOME: /var/lib/spotdrill)");
  command->footer("Examples:\n  spotdrill stop");
  command->callback([target, &chosen] { chosen.run = [target] { return stop(*target); }; });
}

}  // namespace spotdrill::apps
