// Jobs: what is to be started and stopped, in which order, and what follows from their ends.
#include <algorithm>
#include <cstring>

#include "init/report.hpp"
#include "init/units/manager.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::size_t units_max = 2'000;

bool lists_name(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// Why a start failed, in systemctl's words.
std::string failure_text(const Runtime& runtime) {
  const std::string& name = runtime.unit.name;
  const std::string see =
      "See \"systemctl status " + name + "\" and \"journalctl -xeu " + name + "\" for details.";
  const char* why = "the control process exited with error code.";
  if (runtime.result == "timeout") why = "a timeout was exceeded.";
  if (runtime.result == "signal") why = "a fatal signal was delivered to the control process.";
  if (runtime.result == "core-dump")
    why = "a fatal signal was delivered causing the control process to dump core.";
  if (runtime.result == "start-limit-hit") why = "start of the service was attempted too often.";
  if (runtime.result == "resources") why = "of unavailable resources or another system error.";
  if (runtime.result == "protocol")
    why = "the service did not take the steps required by its unit configuration.";
  if (runtime.result == "assert") return "Assertion failed on job for " + name + ".";
  return "Job for " + name + " failed because " + why + "\n" + see;
}

// They need of a machine what an instance has not, whatever their unit files say.
constexpr std::string_view never_here[] = {
    "docker", "containerd", "podman",    "ecs", "kubelet",  "libvirtd", "nfs-server", "rpcbind",
    "autofs", "snapd",      "firewalld", "ufw", "iptables", "nftables", "auditd"};

}  // namespace

Runtime* Manager::find(const std::string& name) {
  const auto found = units_.find(name);
  return found == units_.end() ? nullptr : &found->second;
}

// A unit that does not run is read anew each time, as systemd forgets such units.
Runtime* Manager::load(const std::string& name, Loaded& state) {
  state = Loaded::Yes;
  Runtime* present = find(name);
  if (present != nullptr && (!is_settled(*present) || present->unit.fragment == "transient")) {
    return present;
  }
  LoadedUnit loaded = load_unit(name);
  state = loaded.state;
  if (state != Loaded::Yes && is_reached_target(name)) {
    Unit target;
    (void)split_name(name, target);
    target.description = name;
    loaded.unit = target;
    state = Loaded::Yes;
  }
  if (state != Loaded::Yes || (present == nullptr && units_.size() >= units_max)) return nullptr;
  if (is_reached_target(loaded.unit.name)) {
    // The host's wishes for its own boot are not the instance's.
    loaded.unit.wants.clear();
    loaded.unit.requires_units.clear();
    loaded.unit.after.clear();
    loaded.unit.conflicts.clear();
  }
  Runtime* own = find(loaded.unit.name);
  if (own != nullptr && !is_settled(*own)) return own;  // By an alias.
  Runtime& runtime = units_[loaded.unit.name];
  runtime.unit = std::move(loaded.unit);
  if (is_reached_target(runtime.unit.name)) runtime.state = runtime.seen = State::Exited;
  return &runtime;
}

void Manager::name_unmet(const Unit& unit) {
  for (const std::string& key : unit.unmet) {
    report_unavailable("unit", unit.name + "'s " + key, "No unit here can have that.");
  }
  for (const std::string& problem : unit.problems) {
    journal_.say(unit.name, unit.fragment + ": " + problem, 4);
  }
  if (unit.ignored.empty()) return;
  std::string list;
  for (const std::string& key : unit.ignored) list += (list.empty() ? "" : ", ") + key;
  journal_.say(unit.name, unit.name + ": without effect in an instance here: " + list + ".", 5);
}

// What cannot be started whatever its unit file says; it is said. Gives whether it was so.
bool Manager::refused_here(const std::string& name, Client* client) {
  const std::string stem = name.substr(0, name.rfind('.'));
  const bool never =
      std::find(std::begin(never_here), std::end(never_here), stem) != std::end(never_here);
  Unit unit;
  (void)split_name(name, unit);
  constexpr std::string_view here[] = {"service", "timer", "target", "path", "socket"};
  const bool kind = std::find(std::begin(here), std::end(here), unit.kind) == std::end(here);
  if (!never && !kind) return false;
  const std::string why =
      kind ? "Units of the kind " + unit.kind +
                 " are not here: services, timers, paths, sockets and targets are."
           : name + " needs of a machine what an instance here has not.";
  report_unavailable("command", "systemctl start " + stem, why);
  if (client != nullptr) {
    say_error(*client, "Failed to start " + name + ": " + why);
    client->code = 1;
  }
  return true;
}

bool Manager::enqueue_start(const std::string& asked, Client* client) {
  if (stopping_) return false;
  if (is_done_by_instance(asked)) {
    journal_.say(asked, asked + ": its work is done by the instance itself here; not started.");
    return true;
  }
  const auto ask = [&](const std::string& name) -> const Unit* {
    Loaded state;
    const Runtime* runtime = load(name, state);
    return runtime == nullptr ? nullptr : &runtime->unit;
  };
  Loaded state;
  Runtime* first = load(asked, state);
  if (first == nullptr) {
    // "docker" is missing, not merely its unit.
    if (refused_here(asked, client)) return false;
    const bool masked = state == Loaded::Masked;
    if (!masked) {
      report_unavailable("command", "systemctl start " + asked.substr(0, asked.rfind('.')),
                         "There is no unit " + asked + " in the instance.");
    }
    if (client != nullptr) {
      say_error(*client, masked ? "Failed to start " + asked + ": Unit " + asked + " is masked."
                                : "Failed to start " + asked + ": Unit " + asked + " not found.");
      client->code = masked ? 1 : 5;
    }
    return false;
  }
  const std::string name = first->unit.name;
  if (refused_here(name, client)) return false;
  for (const Pulled& each : units_to_start(name, ask)) {
    Loaded found;
    const Runtime* runtime = load(each.name, found);
    if (runtime == nullptr && each.required) {
      report_unavailable("unit", "the unit " + each.name, name + " requires it.");
      if (client != nullptr) {
        say_error(*client, "Failed to start " + name + ": Unit " + each.name + " not found.");
        client->code = 5;
      }
      return false;
    }
    if (runtime == nullptr || is_active(*runtime)) continue;
    if (each.name != name && refused_here(each.name, nullptr)) continue;
    if (each.name != name && is_done_by_instance(each.name)) continue;
    for (const std::string& rival : runtime->unit.conflicts) {
      if (const Runtime* other = find(rival); other != nullptr && !is_settled(*other)) {
        enqueue_stop(rival, false);
      }
    }
    Job& job = jobs_[runtime->unit.name];
    if (job.kind == JobKind::Stop && (job.running || job.then_start)) {
      job.then_start = true;
    } else {
      job = {.kind = JobKind::Start, .then_start = false, .running = job.running};
    }
  }
  if (client != nullptr && jobs_.contains(name)) client->waits.insert(name);
  return true;
}

void Manager::enqueue_stop(const std::string& name, bool then_start) {
  std::vector<std::string> active;
  for (const auto& [each, runtime] : units_) {
    if (!is_settled(runtime)) active.push_back(each);
  }
  const auto ask = [&](const std::string& each) -> const Unit* {
    const Runtime* runtime = find(each);
    return runtime == nullptr ? nullptr : &runtime->unit;
  };
  for (const std::string& each : units_to_stop(name, active, ask)) {
    Job& job = jobs_[each];
    const bool running = job.running && job.kind == JobKind::Stop;
    job = {.kind = JobKind::Stop, .then_start = then_start, .running = running};
  }
}

bool Manager::job_blocked(const std::string& name, const Job& job) {
  const Runtime* runtime = find(name);
  if (runtime == nullptr) return false;
  for (const auto& [other_name, other] : jobs_) {
    const Runtime* other_runtime = find(other_name);
    if (other_runtime == nullptr) continue;
    if (waits_for(runtime->unit, job.kind, other_runtime->unit, other.kind)) return true;
  }
  return false;
}

void Manager::begin(const std::string& name, Job& job) {
  job.running = true;
  Runtime* runtime = find(name);
  if (runtime == nullptr) return;
  if (job.kind == JobKind::Stop) return services_.stop(*runtime);
  if (is_active(*runtime)) return;
  if (is_trigger(runtime->unit)) return begin_trigger(*runtime);
  if (!is_settled(*runtime) && runtime->state != State::AutoRestart) return;
  name_unmet(runtime->unit);
  (void)services_.start(*runtime);
}

void Manager::end_job(const std::string& name, const std::string& failure) {
  jobs_.erase(name);
  for (const auto& client : clients_) {
    if (client->waits.erase(name) == 0 || failure.empty()) continue;
    say_error(*client, failure);
    client->code = 1;
  }
}

// Those that require a unit that could not be started are not started after it.
void Manager::fail_dependents(const std::string& name) {
  std::vector<std::string> failed;
  for (const auto& [each, job] : jobs_) {
    const Runtime* runtime = find(each);
    if (runtime == nullptr || job.kind != JobKind::Start || job.running) continue;
    const Unit& unit = runtime->unit;
    if (lists_name(unit.requires_units, name) || lists_name(unit.binds_to, name)) {
      failed.push_back(each);
    }
  }
  for (const std::string& each : failed) {
    journal_.say(each, "Dependency failed for " + each + ".", 4);
    end_job(each, "A dependency job for " + each + " failed. See 'journalctl -xe' for details.");
    fail_dependents(each);
  }
}

void Manager::settle_jobs() {
  constexpr int turns_max = 10'000;
  for (int turn = 0; turn < turns_max; ++turn) {
    draw_conclusions();
    bool moved = false;
    for (auto& [name, job] : jobs_) {
      const Runtime* runtime = find(name);
      if (!job.running && !job_blocked(name, job)) {
        begin(name, job);
        moved = true;
      }
      if (!job.running) continue;
      const bool gone = runtime == nullptr || is_settled(*runtime);
      if (job.kind == JobKind::Stop && gone) {
        if (job.then_start && !stopping_) {
          job = {};
          Loaded state;
          (void)load(std::string{name}, state);
        } else {
          end_job(std::string{name}, "");
        }
        moved = true;
        break;
      }
      if (job.kind != JobKind::Start || runtime == nullptr) continue;
      const bool failed = (gone || runtime->state == State::AutoRestart) &&
                          (runtime->result != "success" || runtime->state == State::Failed);
      if (!failed && !is_active(*runtime) && !gone) continue;
      const std::string copy = name;
      end_job(copy, failed ? failure_text(*runtime) : "");
      if (failed) fail_dependents(copy);
      moved = true;
      break;
    }
    if (moved) continue;
    // Units that each come after another: one of them is started all the same, as systemd does.
    const auto running = std::any_of(jobs_.begin(), jobs_.end(),
                                     [](const auto& each) { return each.second.running; });
    if (running || jobs_.empty()) return;
    begin(jobs_.begin()->first, jobs_.begin()->second);
  }
}

// What follows for other units from what a unit has become.
void Manager::draw_conclusions() {
  std::vector<std::string> starts, stops;
  for (auto& [name, runtime] : units_) {
    if (runtime.seen == runtime.state) continue;
    const bool ended = is_settled(runtime) || runtime.state == State::AutoRestart;
    runtime.seen = runtime.state;
    if (!ended) continue;
    const Unit& unit = runtime.unit;
    if (runtime.state == State::Failed) {
      starts.insert(starts.end(), unit.on_failure.begin(), unit.on_failure.end());
    } else if (runtime.state == State::Inactive && !runtime.no_restart) {
      starts.insert(starts.end(), unit.on_success.begin(), unit.on_success.end());
    }
    if (!is_settled(runtime)) continue;
    triggers_.erase(name);
    for (const auto& [each, other] : units_) {
      if (!is_settled(other) && lists_name(other.unit.binds_to, name)) stops.push_back(each);
    }
    for (auto& [each, other] : units_) {
      if (other.unit.kind == "timer" && is_active(other)) schedule(other);
    }
  }
  for (const std::string& each : stops) enqueue_stop(each, false);
  if (stopping_) return;
  for (const std::string& each : starts) (void)enqueue_start(full_name(each), nullptr);
}

void Manager::stop_everything() {
  if (stopping_) return;
  stopping_ = true;
  jobs_.clear();
  triggers_.clear();
  for (auto& [name, runtime] : units_) {
    runtime.no_restart = true;
    if (is_trigger(runtime.unit) || is_reached_target(name)) {
      runtime.state = runtime.seen = State::Inactive;
    }
    if (!is_settled(runtime)) jobs_[name] = {.kind = JobKind::Stop};
  }
}

}  // namespace spotdrill::init::units
