// The verbs that change what runs.
#include <csignal>

#include <algorithm>

#include "init/report.hpp"
#include "init/units/manager.hpp"

namespace spotdrill::init::units {
void Manager::verb_start(Client& client, const Request& request) {
  if (request.names.empty()) {
    say_error(client, "Too few arguments.");
    client.code = 1;
  }
  Client* waiting = &client;
  for (const std::string& word : request.names) {
    (void)enqueue_start(full_name(word), waiting);
  }
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
  (void)enqueue_start(name, &client);
  settle_jobs();
}

}  // namespace spotdrill::init::units
