// The verbs that change what runs.
#include <csignal>

#include <algorithm>

#include "init/files.hpp"
#include "init/report.hpp"
#include "init/units/accounts.hpp"
#include "init/units/manager.hpp"

namespace spotdrill::init::units {
namespace {

// "NAME ALL=(ALL) NOPASSWD:ALL", as cloud-init writes it of users that may.
bool may_become_root(const std::string& user) {
  constexpr const char* directory = "/etc/sudoers.d";
  for (const std::string& file : names_in(directory, "")) {
    std::string text;
    if (read_file(std::string{directory} + "/" + file, text).failed()) continue;
    text.insert(0, "\n");
    for (std::size_t at = 0; (at = text.find("\n" + user + " ", at)) != std::string::npos; ++at) {
      const std::string line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
      if (line.ends_with("NOPASSWD:ALL")) return true;
    }
  }
  return false;
}

}  // namespace

void Manager::verb_start(Client& client, const Request& request) {
  if (request.names.empty()) {
    say_error(client, "Too few arguments.");
    client.code = 1;
  }
  Client* waiting = &client;
  for (const std::string& word : request.names) {
    (void)enqueue_start(full_name(word), waiting);
  }
  if (request.wait) client.waits_end = client.waits;
  settle_jobs();
  if (request.no_block) client.waits.clear();
}

void Manager::verb_stop(Client& client, const Request& request) {
  for (const std::string& word : request.names) {
    const std::string pattern = full_name(word);
    bool found = false;
    for (const auto& [name, runtime] : units_) {
      if (!matches(pattern, name)) continue;
      found = true;
      if (is_settled(runtime) && !jobs_.contains(name)) continue;
      enqueue_stop(name, false);
      client.waits.insert(name);
      std::string still;
      for (const std::string& each : triggers_of(name)) still += "\n  " + each;
      if (still.empty() || request.quiet) continue;
      say_error(client,
                "Warning: Stopping " + name + ", but it can still be activated by:" + still);
    }
    if (!found) (void)known(client, pattern, "stop");
  }
  settle_jobs();
  if (request.no_block) client.waits.clear();
}

void Manager::verb_restart(Client& client, const Request& request) {
  const bool only_active = request.verb != "restart" && request.verb != "reload-or-restart";
  for (const std::string& word : request.names) {
    const std::string name = full_name(word);
    const Runtime* runtime = find(name);
    if (runtime == nullptr || is_settled(*runtime)) {
      if (!only_active) (void)enqueue_start(name, &client);
      continue;
    }
    // What has changed on disk is read when it has stopped.
    enqueue_stop(name, true);
    client.waits.insert(name);
  }
  settle_jobs();
  if (request.no_block) client.waits.clear();
}

void Manager::verb_reload(Client& client, const Request& request) {
  for (const std::string& word : request.names) {
    Request one = request;
    one.names = {word};
    const std::string name = full_name(word);
    Runtime* runtime = find(name);
    const bool can = runtime != nullptr && services_.reload(*runtime);
    if (can) continue;
    if (request.verb != "reload") {
      verb_restart(client, one);
      continue;
    }
    const bool active = runtime != nullptr && is_active(*runtime);
    say_error(client, active ? "Failed to reload " + name +
                                   ": Job type reload is not applicable for unit " + name + "."
                             : "Failed to reload " + name + ": Unit " + name + " is not active.");
    client.code = 1;
  }
}

void Manager::verb_kill(Client& client, const Request& request) {
  const int number = signal_number(request.signal);
  if (number == 0) {
    say_error(client, "Failed to parse signal string " + request.signal + ".");
    client.code = 1;
    return;
  }
  for (const std::string& word : request.names) {
    const std::string name = full_name(word);
    Runtime* runtime = find(name);
    if (runtime == nullptr || is_settled(*runtime)) {
      say_error(client, "Failed to kill unit " + name + ": Unit " + name + " not loaded.");
      client.code = 1;
      continue;
    }
    services_.signal(*runtime, number, request.whom);
  }
}

void Manager::verb_reset_failed(Client& client, const Request& request) {
  for (auto& [name, runtime] : units_) {
    bool named = request.names.empty();
    for (const std::string& word : request.names) named = named || matches(full_name(word), name);
    if (!named) continue;
    runtime.starts.clear();
    runtime.restarts = 0;
    if (runtime.state != State::Failed) continue;
    runtime.state = runtime.seen = State::Inactive;
    runtime.result = "success";
  }
  (void)client;
}

// Units that run take what their files say now, as far as it concerns how they are stopped.
void Manager::verb_daemon_reload(Client& client, const Request& request) {
  (void)client;
  (void)request;
  for (auto& [name, runtime] : units_) {
    if (runtime.unit.fragment == "transient" || is_reached_target(name)) continue;
    LoadedUnit loaded = load_unit(name);
    if (loaded.state != Loaded::Yes) continue;
    runtime.unit = std::move(loaded.unit);
    if (runtime.unit.kind == "timer" && is_active(runtime)) schedule(runtime);
  }
}

void Manager::verb_nothing(Client& client, const Request& request) {
  if (request.verb == "list-jobs") answer(client, answer_output, "No jobs running.\n");
}

// run-transient NAME KEY=VALUE… -- PATH WORDS…, as `systemd-run` (client.cpp) sends it.
void Manager::verb_run(Client& client, const Request& request) {
  if (request.names.size() < 2) return;
  const std::string name = request.names.front();
  Unit unit;
  if (!split_name(name, unit) || (find(name) != nullptr && !is_settled(*find(name)))) {
    say_error(client, "Failed to start transient service unit: Unit " + name + " already exists.");
    client.code = 1;
    return;
  }
  const auto end = std::find(request.names.begin(), request.names.end(), ";command;");
  std::vector<Assignment> assignments;
  for (auto each = request.names.begin() + 1; each != end; ++each) {
    const std::size_t equals = each->find('=');
    if (equals == std::string::npos) continue;
    std::string key = each->substr(0, equals);
    const bool of_unit = key == "Description" || key == "After" || key == "Requires" ||
                         key == "Wants" || key == "BindsTo" || key == "Before";
    const bool of_timer = key.starts_with("On") && key.ends_with("Sec");
    const char* section =
        of_unit ? "Unit" : (of_timer || key == "OnCalendar" ? "Timer" : "Service");
    assignments.push_back({section, std::move(key), each->substr(equals + 1), 0});
  }
  unit.fragment = "transient";
  apply(assignments, machine_specifiers(), unit);
  if (end != request.names.end() && end + 1 != request.names.end()) {
    ExecCommand command{.path = *(end + 1), .words = {end + 1, request.names.end()}};
    unit.service.exec["ExecStart"].push_back(std::move(command));
  }
  if (unit.description.empty()) unit.description = name;
  // The service of a transient timer is started by that.
  const bool only_defined = unit.kind == "service" && request.state == "defined";
  Runtime& runtime = units_[name];
  runtime = {};
  runtime.unit = std::move(unit);
  if (only_defined) return;
  std::swap(runtime.streams, client.streams);
  if (request.wait) {
    client.waits_end.insert(name);
    client.runs = true;
  }
  (void)enqueue_start(name, &client);
  settle_jobs();
}

// sudo -- DIRECTORY WORDS…: the words as root, with the client's streams, where the user may.
void Manager::verb_sudo(Client& client, const Request& request) {
  const auto account = find_account(std::to_string(client.uid));
  client.code = 1;
  if (!account || !may_become_root(account->name)) {
    return say_error(client, (account ? account->name : std::to_string(client.uid)) +
                                 " is not in the sudoers file.");
  }
  if (request.names.size() < 2 || client.streams[0] < 0) return;
  Unit unit = unlisted_service("sudo");
  unit.service.working_directory = "-" + request.names[0];
  unit.service.environment = {{"HOME", "/root"},
                              {"SHELL", "/bin/bash"},
                              {"SUDO_USER", account->name},
                              {"SUDO_UID", std::to_string(account->uid)},
                              {"SUDO_GID", std::to_string(account->gid)}};
  ExecCommand command{.path = request.names[1], .words = {}, .keep_dollars = true};
  command.words.assign(request.names.begin() + 1, request.names.end());
  unit.service.exec["ExecStart"].push_back(std::move(command));
  const std::string name = unit.name;
  Runtime& runtime = units_[name];
  runtime.unit = std::move(unit);
  std::swap(runtime.streams, client.streams);
  client.waits_end.insert(name);
  client.runs = client.ends_with = client.quiet = true;
  (void)services_.start(runtime);
}

}  // namespace spotdrill::init::units
