// Paths and sockets: what starts a unit when something comes. Sources: systemd.path(5),
// systemd.socket(5); when they look again is that of systemd's path.c and socket.c.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "init/units/manager.hpp"

namespace spotdrill::init::units {
namespace {

// "TriggerLimitIntervalSec= … defaults to 2s, TriggerLimitBurst= defaults to … 20" with
// Accept=no, 200 otherwise and for paths.
constexpr std::size_t trigger_burst_max = 200;
constexpr std::size_t socket_burst_max = 20;

}  // namespace

void Manager::begin_trigger(Runtime& runtime) {
  const Unit& unit = runtime.unit;
  const bool socket = unit.kind == "socket";
  runtime.triggered = false;
  name_unmet(unit);
  const auto refuse = [&](const std::string& why) {
    journal_.say(unit.name, unit.name + ": " + why, 4);
    fail_trigger(runtime, "resources");
  };
  if (unit.kind != "timer") {
    const std::string target = full_name(triggered_unit(unit));
    const Runtime* present = find(target);
    if (present == nullptr && load_unit(target).state != Loaded::Yes) {
      return refuse("Refusing to start, unit " + target + " to trigger not loaded.");
    }
    if (socket && present != nullptr && is_active(*present)) {
      return refuse("Socket service " + target + " already active, refusing.");
    }
  }
  if (unit.kind == "path" && unit.path.watches.empty()) {
    return refuse("Path unit lacks path setting. Refusing.");
  }
  if (socket) {
    Trigger& made = triggers_[unit.name];
    made.sockets = std::make_unique<Listeners>();
    if (unit.socket.listens.empty()) return refuse("Unit has no Listen setting. Refusing.");
    const bool datagrams =
        std::ranges::count(unit.socket.listens, "ListenDatagram", &Socket::Listen::kind) > 0;
    if (unit.socket.accept && datagrams) {
      return refuse(
          "Unit configured for accepting sockets, but sockets are non-accepting. Refusing.");
    }
    if (const std::string problem = made.sockets->open(unit); !problem.empty()) {
      return refuse(problem);
    }
  }
  runtime.state = State::Running;
  runtime.result = "success";
  runtime.started_at = clock_.monotonic();
  runtime.active_since = clock_.wall();
  runtime.timer_last = 0;
  journal_.say(unit.name, (socket ? "Listening on " : "Started ") + unit.name + " - " +
                              unit.description + ".");
  if (unit.kind == "timer") return schedule(runtime);
  if (socket) return;
  if (unit.path.make_directory) make_watched_directories(unit.path);
  triggers_[unit.name].path = std::make_unique<PathWatch>(unit.path);
  watch_path(runtime, true);
}

void Manager::fail_trigger(Runtime& runtime, const char* result) {
  runtime.result = result;
  runtime.state = State::Failed;
  runtime.inactive_since = clock_.wall();
  journal_.say(runtime.unit.name,
               runtime.unit.name + ": Failed with result '" + std::string{result} + "'.", 4);
  triggers_.erase(runtime.unit.name);
}

bool Manager::target_runs(const Runtime& trigger) {
  const std::string target = full_name(triggered_unit(trigger.unit));
  const Runtime* unit = find(target);
  return jobs_.contains(target) || (unit != nullptr && !is_settled(*unit));
}

// `only_state`: what has merely changed before now does not count.
void Manager::watch_path(Runtime& runtime, bool only_state) {
  PathWatch& watch = *triggers_[runtime.unit.name].path;
  runtime.triggered = target_runs(runtime);
  if (runtime.triggered) return watch.close();
  if (!watch.open()) return fail_trigger(runtime, "resources");
  if (watch.fulfilled(only_state)) set_off(runtime);
}

// Whether it may, so often.
bool Manager::within_trigger_limit(Runtime& runtime) {
  const bool listens = runtime.unit.kind == "socket" && !runtime.unit.socket.accept;
  const std::size_t burst_max =
      runtime.unit.trigger_limit_burst.value_or(listens ? socket_burst_max : trigger_burst_max);
  const Microseconds interval = runtime.unit.trigger_limit_us;
  if (interval <= 0 || burst_max == 0) return true;
  std::vector<Microseconds>& fired = triggers_[runtime.unit.name].fired;
  const Microseconds now = clock_.monotonic();
  std::erase_if(fired, [&](Microseconds at) { return now - at >= interval; });
  if (fired.size() < burst_max) {
    fired.push_back(now);
    return true;
  }
  journal_.say(runtime.unit.name,
               runtime.unit.name + ": Trigger limit hit, refusing further activation.", 4);
  fail_trigger(runtime, "trigger-limit-hit");
  return false;
}

void Manager::set_off(Runtime& runtime) {
  if (!within_trigger_limit(runtime)) return;
  if (!enqueue_start(full_name(triggered_unit(runtime.unit)), nullptr)) {
    return fail_trigger(runtime, "resources");
  }
  runtime.triggered = true;
  if (PathWatch* watch = triggers_[runtime.unit.name].path.get()) watch->close();
}

// Looks whether what they start has begun or ended meanwhile. Gives whether anything followed.
bool Manager::refresh_triggers() {
  if (stopping_) return false;
  bool any = false;
  for (auto& [name, runtime] : units_) {
    const bool socket = runtime.unit.kind == "socket";
    if ((!socket && runtime.unit.kind != "path") || !is_active(runtime)) continue;
    if (runtime.unit.socket.accept || target_runs(runtime) == runtime.triggered) continue;
    any = true;
    const Runtime* target = find(full_name(triggered_unit(runtime.unit)));
    if (runtime.triggered && target != nullptr && target->result == "start-limit-hit") {
      fail_trigger(runtime, socket ? "service-start-limit-hit" : "unit-start-limit-hit");
    } else if (socket) {
      runtime.triggered = !runtime.triggered;
    } else {
      watch_path(runtime, true);
    }
  }
  return any;
}

// What is to be polled for them, each with its unit's name.
std::vector<std::pair<int, std::string>> Manager::trigger_descriptors() {
  std::vector<std::pair<int, std::string>> found;
  for (const auto& [name, trigger] : triggers_) {
    const Runtime* runtime = find(name);
    if (runtime == nullptr || !is_active(*runtime) || runtime->triggered) continue;
    if (trigger.path) found.emplace_back(trigger.path->descriptor(), name);
    if (!trigger.sockets) continue;
    for (const int fd : trigger.sockets->descriptors()) found.emplace_back(fd, name);
  }
  return found;
}

void Manager::hear_trigger(const std::string& name, int fd) {
  Runtime* runtime = find(name);
  const auto trigger = triggers_.find(name);
  // Something that was heard before it may have ended it.
  if (stopping_ || runtime == nullptr || trigger == triggers_.end() || runtime->triggered) return;
  if (runtime->unit.socket.accept) return accept_connection(*runtime, fd);
  if (!trigger->second.path || trigger->second.path->changed()) return set_off(*runtime);
  watch_path(*runtime, false);
}

void Manager::accept_connection(Runtime& socket, int listener) {
  const int fd = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
  if (fd < 0) return;
  const auto living = std::count_if(units_.begin(), units_.end(), [&](const auto& each) {
    return each.second.accepted_by == socket.unit.name && !is_settled(each.second);
  });
  if (static_cast<std::size_t>(living) >= socket.unit.socket.connections_max) {
    journal_.say(socket.unit.name,
                 socket.unit.name + ": Too many incoming connections (" + std::to_string(living) +
                     "), dropping connection.",
                 4);
    close(fd);
    return;
  }
  if (!within_trigger_limit(socket)) {
    close(fd);
    return;
  }
  std::string name = full_name(socket.unit.socket.service);
  if (const std::size_t at = name.find("@."); at != std::string::npos) {
    name.insert(at + 1, connection_name(triggers_[socket.unit.name].accepted++, fd));
  }
  Loaded state;
  Runtime* service = load(name, state);
  if (service == nullptr || !is_settled(*service)) {
    close(fd);
    return fail_trigger(socket, "resources");
  }
  service->connection = fd;
  service->accepted_by = socket.unit.name;
  (void)enqueue_start(name, nullptr);
}

// A connection's service is nobody's once it has ended.
void Manager::forget_ended_connections() {
  for (auto each = units_.begin(); each != units_.end();) {
    const Runtime& runtime = each->second;
    if (runtime.accepted_by.empty() || !is_settled(runtime) || jobs_.contains(each->first)) {
      ++each;
      continue;
    }
    if (runtime.connection >= 0) close(runtime.connection);
    each = units_.erase(each);
  }
}

// What a service's main process finds from descriptor 3 on.
std::vector<PassedSocket> Manager::sockets_of(const Runtime& service) {
  std::vector<PassedSocket> passed;
  for (const auto& [name, trigger] : triggers_) {
    const Runtime* runtime = find(name);
    if (runtime == nullptr || !trigger.sockets || runtime->unit.socket.accept) continue;
    const std::vector<std::string>& named = service.unit.service.sockets;
    const bool its = full_name(runtime->unit.socket.service) == service.unit.name ||
                     std::find(named.begin(), named.end(), name) != named.end();
    if (!its) continue;
    for (const int fd : trigger.sockets->descriptors()) {
      passed.push_back({fd, runtime->unit.socket.descriptor_name});
    }
  }
  return passed;
}

std::vector<std::string> Manager::triggers_of(const std::string& name) {
  std::vector<std::string> found;
  for (const auto& [each, runtime] : units_) {
    const std::string& target = triggered_unit(runtime.unit);
    if (!target.empty() && is_active(runtime) && full_name(target) == name) found.push_back(each);
  }
  return found;
}

}  // namespace spotdrill::init::units
