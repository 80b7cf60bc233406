// spotdrill doctor: what this computer offers to instances, and what to install for the rest.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>

#include "apps/command.hpp"
#include "drill/sketch/needs.hpp"
#include "host/cloud_init.hpp"
#include "host/probe.hpp"
#include "host/real_clock.hpp"

namespace spotdrill::apps {
namespace {

std::string_view name(HostMode mode) {
  switch (mode) {
    case HostMode::Root:
      return "root: namespaces, as root";
    case HostMode::Userns:
      return "userns: namespaces, as an ordinary user";
    case HostMode::Plain:
      return "plain: no namespaces; endpoint and proxy variables";
    case HostMode::Auto:
      break;
  }
  return "auto";
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::Ok:
      return "ok";
    case Verdict::Limited:
      return "limited";
    case Verdict::Missing:
      return "missing";
  }
  return "";
}

/// What user data of other kinds than scripts takes.
void tell_cloud_init() {
  if (const auto found = find_cloud_init()) {
    fmt::print("  {:<8} cloud-init: {}, at {}\n", name(Verdict::Ok), found->version,
               found->tree.string());
    return;
  }
  fmt::print(
      "  {:<8} cloud-init: not fetched: user data that is no script, as a #cloud-config, is not "
      "run\n           -> {}\n",
      name(Verdict::Limited), cloud_init_remedy);
}

/// Which way the units, crontabs and at jobs of user data are run.
void tell_services(HostMode mode) {
  if (mode == HostMode::Plain) {
    fmt::print(
        "  {:<8} services: without namespaces systemctl, crontab and at are this computer's own: "
        "what user data starts with them is no instance's\n",
        name(Verdict::Limited));
    return;
  }
  fmt::print(
      "  {:<8} services: units, cron and at by a manager in each instance, not by this computer's "
      "systemd\n",
      name(Verdict::Ok));
}

int examine(const Target& target) {
  const std::filesystem::path data = data_directory(target.data);
  if (const auto claimed = claim_data_directory(data); !claimed) return complain(claimed.error());
  HostOptions options;
  // Below the data directory, because that is where instances will live; gone again afterwards.
  options.data_dir = data / "doctor";
  const RealClock clock{RealClock::origin_now(1)};
  const Probe probe = probe_host(options, clock);
  std::error_code ignored;
  std::filesystem::remove_all(options.data_dir, ignored);
  fmt::print("Instances here are made in the mode {}.\n", name(probe.mode));
  bool whole = true;
  for (const Finding& finding : probe.findings) {
    fmt::print("  {:<8} {}{}{}\n", name(finding.verdict), finding.name,
               finding.detail.empty() ? "" : ": ", finding.detail);
    if (!finding.remedy.empty()) fmt::print("           -> {}\n", finding.remedy);
    whole = whole && finding.verdict != Verdict::Missing;
  }
  tell_cloud_init();
  tell_services(probe.mode);
  const auto server = read_server_info(data);
  if (server && !server->auth_required && DataLock::held(data)) {
    fmt::print("  {:<8} the server at {}: {}\n", name(Verdict::Limited), server->endpoint,
               open_to_all);
  }
  fmt::print("What a job may need and no drill has, wherever it runs:\n");
  for (const std::string_view sentence : drill::sketch::all_missing_here()) {
    fmt::print("  {}\n", sentence);
  }
  return whole ? exit_good : exit_failed;
}

}  // namespace

void add_doctor(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("doctor", "What this computer offers, what is missing");
  auto target = std::make_shared<Target>();
  command->add_option("--data", target->data, "Where instances would live");
  command->footer("Exit code 1 when something is missing.\nExamples:\n  spotdrill doctor");
  command->callback([target, &chosen] { chosen.run = [target] { return examine(*target); }; });
}

}  // namespace spotdrill::apps
