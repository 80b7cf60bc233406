#include "init/units/service.hpp"

#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "init/files.hpp"
#include "init/processes.hpp"
#include "init/report.hpp"

namespace spotdrill::init::units {
namespace {

std::string new_invocation_id() {
  unsigned char bytes[16] = {};
  (void)!getrandom(bytes, sizeof bytes, GRND_NONBLOCK);
  std::string id;
  for (const unsigned char byte : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    id += digits;
  }
  return id;
}

bool has_commands(const Runtime& runtime, const std::string& key) {
  const auto found = runtime.unit.service.exec.find(key);
  return found != runtime.unit.service.exec.end() && !found->second.empty();
}

// What ExecStop= and ExecStopPost= are told of the main process's end.
void add_result(const Runtime& runtime, Environment& extra) {
  extra["SERVICE_RESULT"] = runtime.result;
  if (!runtime.main_ended) return;
  const int status = runtime.main_status;
  extra["EXIT_CODE"] = WIFEXITED(status) ? "exited" : (WCOREDUMP(status) ? "dumped" : "killed");
  extra["EXIT_STATUS"] =
      WIFEXITED(status) ? std::to_string(WEXITSTATUS(status)) : signal_name(WTERMSIG(status));
}

std::string how_it_ended(int status) {
  if (WIFEXITED(status)) return "code=exited, status=" + std::to_string(WEXITSTATUS(status));
  return "code=killed, status=" + std::to_string(WTERMSIG(status)) + "/" +
         signal_name(WTERMSIG(status));
}

}  // namespace

void close_streams(std::array<int, 3>& streams) {
  for (int& fd : streams) {
    if (fd >= 0) close(fd);
    fd = -1;
  }
}

void Services::say(const Runtime& runtime, const std::string& text, int priority) {
  if (!is_unlisted(runtime.unit.name)) world_.journal.say(runtime.unit.name, text, priority);
}

void Services::set(Runtime& runtime, State state, Microseconds span) {
  const bool before = is_active(runtime);
  const bool settled = is_settled(runtime);
  runtime.state = state;
  const Microseconds now = world_.clock.monotonic();
  runtime.deadline = span >= infinite_us - now ? infinite_us : now + span;
  const bool watched =
      state == State::StartPost || state == State::Running || state == State::Reload;
  if (!watched || runtime.unit.service.watchdog_us == 0) {
    runtime.watchdog_at = infinite_us;
  } else if (runtime.watchdog_at == infinite_us) {
    runtime.watchdog_at = now + runtime.unit.service.watchdog_us;
  }
  if (is_active(runtime) != before) {
    (before ? runtime.inactive_since : runtime.active_since) = world_.clock.wall();
  }
  if (settled != is_settled(runtime)) (settled ? runtime.started_at : runtime.settled_at) = now;
  world_.changed(runtime);
}

bool Services::within_start_limit(Runtime& runtime) {
  const Microseconds now = world_.clock.monotonic();
  const Unit& unit = runtime.unit;
  std::erase_if(runtime.starts, [&](Microseconds at) { return now - at >= unit.start_limit_us; });
  if (unit.start_limit_us > 0 && unit.start_limit_burst > 0 &&
      runtime.starts.size() >= unit.start_limit_burst) {
    return false;
  }
  if (runtime.starts.size() < 10'000) runtime.starts.push_back(now);
  return true;
}

bool Services::conditions_met(Runtime& runtime) {
  for (const Condition& condition : runtime.unit.conditions) {
    struct stat about{};
    const bool there = stat(condition.value.c_str(), &about) == 0;
    bool met = there;
    if (condition.kind == "PathIsDirectory") met = there && S_ISDIR(about.st_mode);
    if (condition.kind == "FileNotEmpty")
      met = there && S_ISREG(about.st_mode) && about.st_size > 0;
    if (condition.kind == "FileIsExecutable") met = there && (about.st_mode & 0111) != 0;
    if (met != condition.negated) continue;
    const char* what = condition.assertion ? "Assertion" : "Condition";
    say(runtime, runtime.unit.name + " - skipped because of an unmet condition check (" + what +
                     condition.kind + "=" + (condition.negated ? "!" : "") + condition.value +
                     ").");
    runtime.result = condition.assertion ? "assert" : "success";
    runtime.condition_failed = true;
    return false;
  }
  return true;
}

bool Services::start(Runtime& runtime) {
  if (runtime.unit.kind == "target") {
    set(runtime, State::Exited);
    return true;
  }
  if (!within_start_limit(runtime)) {
    runtime.result = "start-limit-hit";
    say(runtime, runtime.unit.name + ": Start request repeated too quickly.", 4);
    say(runtime, runtime.unit.name + ": Failed with result 'start-limit-hit'.", 4);
    set(runtime, State::Failed);
    return false;
  }
  runtime.condition_failed = false;
  if (!conditions_met(runtime)) {
    set(runtime, runtime.result == "assert" ? State::Failed : State::Inactive);
    return runtime.result != "assert";
  }
  runtime.members = {};
  runtime.members.invocation_id = new_invocation_id();
  runtime.result = "success";
  runtime.main_pid = runtime.control_pid = 0;
  runtime.main_ended = runtime.no_restart = runtime.ready = runtime.spawned_once = false;
  runtime.main_status = 0;
  runtime.status_text.clear();
  say(runtime, "Starting " + runtime.unit.name + " - " + runtime.unit.description + "...");
  set(runtime, State::StartPre, runtime.unit.service.start_timeout_us);
  run_phase(runtime, has_commands(runtime, "ExecCondition") ? "ExecCondition" : "ExecStartPre");
  return true;
}

pid_t Services::run(Runtime& runtime, const ExecCommand& command, bool main) {
  Environment extra{{"INVOCATION_ID", runtime.members.invocation_id}};
  if (runtime.main_pid > 0) extra["MAINPID"] = std::to_string(runtime.main_pid);
  const Microseconds watchdog = main ? runtime.unit.service.watchdog_us : 0;
  if (runtime.unit.service.type == ServiceType::Notify || watchdog > 0 ||
      !runtime.unit.service.notify_access.empty()) {
    extra["NOTIFY_SOCKET"] = "/run/systemd/notify";
  }
  if (watchdog > 0) extra["WATCHDOG_USEC"] = std::to_string(watchdog);
  if (runtime.phase.starts_with("ExecStop")) add_result(runtime, extra);
  const bool starts = main || runtime.phase == "ExecStart";
  std::vector<PassedSocket> sockets =
      starts ? world_.sockets(runtime) : std::vector<PassedSocket>{};
  const bool as_stream = runtime.unit.service.standard_input == "socket";
  // "This option may only be used … when … the socket unit … has … Accept=yes … set, or … specifies
  // only a single socket": of the latter the listening one.
  int stream = as_stream ? runtime.connection : -1;
  if (as_stream && stream < 0 && sockets.size() == 1) stream = sockets.front().fd;
  if (starts && runtime.connection >= 0 && !as_stream) {
    sockets = {{runtime.connection, "connection"}};
  }
  const Spawned spawned = spawn({.unit = runtime.unit,
                                 .command = command,
                                 .environment = world_.environment,
                                 .extra = std::move(extra),
                                 .truncate = !runtime.spawned_once,
                                 .streams = main ? runtime.streams : no_streams,
                                 .sockets = std::move(sockets),
                                 .connection = stream});
  if (main) close_streams(runtime.streams);
  if (starts && runtime.connection >= 0) {
    close(runtime.connection);
    runtime.connection = -1;
  }
  runtime.spawned_once = true;
  runtime.exec_failed = !spawned.problem.empty();
  if (!spawned.problem.empty()) say(runtime, runtime.unit.name + ": " + spawned.problem, 3);
  // Another machine image has other users than an instance here.
  if (spawned.problem.find("step USER") != std::string::npos) {
    report_unavailable("unit", "the user " + runtime.unit.service.user,
                       runtime.unit.name + " runs as that user: " + spawned.problem);
  }
  if (spawned.pid > 0) {
    runtime.members.add(spawned.pid);
    (main ? runtime.main_pid : runtime.control_pid) = spawned.pid;
    if (main) runtime.main_ended = false;
  }
  if (spawned.output >= 0) world_.listens(runtime, spawned.output);
  // Who could not become the program ends with the code that says why, and is reaped as any.
  return spawned.pid;
}

void Services::run_phase(Runtime& runtime, const std::string& key) {
  runtime.phase = key;
  runtime.next_command = 0;
  next_of_phase(runtime);
}

void Services::next_of_phase(Runtime& runtime) {
  const auto found = runtime.unit.service.exec.find(runtime.phase);
  if (found == runtime.unit.service.exec.end() || runtime.next_command >= found->second.size()) {
    return phase_done(runtime);
  }
  const ExecCommand& command = found->second[runtime.next_command++];
  const bool main =
      runtime.phase == "ExecStart" && runtime.unit.service.type == ServiceType::Oneshot;
  if (run(runtime, command, main) < 0) phase_failed(runtime, "resources");
}

void Services::phase_done(Runtime& runtime) {
  const std::string phase = runtime.phase;
  runtime.phase.clear();
  if (phase == "ExecCondition") return run_phase(runtime, "ExecStartPre");
  if (phase == "ExecStartPre") return enter_start(runtime);
  if (phase == "ExecStart") return enter_start_post(runtime);  // Oneshot, forking.
  if (phase == "ExecStartPost" || phase == "ExecReload") return enter_running(runtime);
  if (phase == "ExecStop") return enter_term(runtime);
  enter_dead(runtime);
}

void Services::phase_failed(Runtime& runtime, std::string_view result) {
  const std::string phase = runtime.phase;
  runtime.phase.clear();
  if (phase == "ExecReload") return enter_running(runtime);
  if (runtime.result == "success") runtime.result = result;
  if (phase == "ExecStopPost") return enter_dead(runtime);
  if (phase == "ExecStartPost") return enter_stop(runtime, result);
  enter_term(runtime);
}

void Services::enter_start(Runtime& runtime) {
  const Service& service = runtime.unit.service;
  set(runtime, State::Start, service.start_timeout_us);
  const auto commands = service.exec.find("ExecStart");
  const bool none = commands == service.exec.end() || commands->second.empty();
  if (service.type == ServiceType::Oneshot || service.type == ServiceType::Forking || none) {
    return run_phase(runtime, "ExecStart");
  }
  if (run(runtime, commands->second.front(), true) < 0) {
    runtime.result = "resources";
    return enter_term(runtime);
  }
  // Type=notify goes on when it says so.
  if (service.type == ServiceType::Notify) return;
  // "the manager will consider the unit started immediately after the main service binary has been
  // executed": one that has not been is known by its end.
  if (service.type == ServiceType::Exec && runtime.exec_failed) return;
  enter_start_post(runtime);
}

void Services::enter_start_post(Runtime& runtime) {
  set(runtime, State::StartPost, runtime.unit.service.start_timeout_us);
  run_phase(runtime, "ExecStartPost");
}

void Services::enter_running(Runtime& runtime) {
  const Service& service = runtime.unit.service;
  const bool forked = service.type == ServiceType::Forking && runtime.main_pid == 0 &&
                      !runtime.main_ended && !runtime.members.living().empty();
  const bool first = !is_active(runtime);
  const std::string title = runtime.unit.name + " - " + runtime.unit.description + ".";
  if (runtime.main_pid > 0 || forked) {
    if (first) say(runtime, "Started " + title);
    return set(runtime, State::Running, service.run_time_us);
  }
  if (runtime.main_ended && service.type != ServiceType::Oneshot) {
    const auto result = result_of(service, runtime.main_status, true);
    if (result != "success") return enter_stop(runtime, result);
  }
  if (first)
    say(runtime, (service.type == ServiceType::Oneshot ? "Finished " : "Started ") + title);
  if (service.remain_after_exit) return set(runtime, State::Exited);
  enter_stop(runtime, "success");
}

void Services::forked(Runtime& runtime) {
  const Service& service = runtime.unit.service;
  std::string text;
  if (!service.pid_file.empty() && !read_file(service.pid_file, text).failed()) {
    const pid_t pid = std::atoi(text.c_str());
    if (pid > 1 && kill(pid, 0) == 0) {
      runtime.main_pid = pid;
      runtime.members.processes.insert(pid);
    }
  }
  // "If PIDFile= is not set, systemd … attempts to guess the main process": when there is one only.
  const std::vector<pid_t> left = runtime.members.living();
  if (runtime.main_pid == 0 && left.size() == 1) runtime.main_pid = left.front();
}

void Services::control_ended(Runtime& runtime, int status) {
  runtime.control_pid = 0;
  const auto& commands = runtime.unit.service.exec[runtime.phase];
  const bool known = runtime.next_command > 0 && runtime.next_command <= commands.size();
  const bool ignored = known && commands[runtime.next_command - 1].ignore_failure;
  const auto result = result_of(runtime.unit.service, status, false);
  if (runtime.phase == "ExecCondition" && WIFEXITED(status) && WEXITSTATUS(status) > 0 &&
      WEXITSTATUS(status) < 255) {
    runtime.condition_failed = true;
    return enter_term(runtime);
  }
  if (result != "success" && !ignored) {
    say(runtime, runtime.unit.name + ": Control process exited, " + how_it_ended(status), 5);
    return phase_failed(runtime, result);
  }
  if (runtime.phase == "ExecStart") forked(runtime);
  next_of_phase(runtime);
}

void Services::main_ended(Runtime& runtime, pid_t pid, int status) {
  runtime.main_pid = 0;
  runtime.main_ended = true;
  runtime.main_status = status;
  const Service& service = runtime.unit.service;
  std::string_view result = result_of(service, status, true);
  const auto& commands = runtime.unit.service.exec["ExecStart"];
  const std::size_t which = service.type == ServiceType::Oneshot ? runtime.next_command : 1;
  if (which > 0 && which <= commands.size() && commands[which - 1].ignore_failure)
    result = "success";
  if (result != "success") {
    say(runtime, runtime.unit.name + ": Main process exited, " + how_it_ended(status), 5);
  }
  (void)pid;
  switch (runtime.state) {
    case State::Start:
      if (service.type == ServiceType::Oneshot) {
        return result == "success" ? next_of_phase(runtime) : phase_failed(runtime, result);
      }
      // Type=notify that ends before it was ready.
      if (runtime.result == "success") runtime.result = result == "success" ? "protocol" : result;
      return enter_term(runtime);
    case State::Running:
    case State::Reload:
      if (result == "success" && service.remain_after_exit) return set(runtime, State::Exited);
      if (runtime.control_pid > 0) return;  // The end of ExecReload= shows it.
      return enter_stop(runtime, result);
    case State::StartPost:
      if (result != "success" && runtime.result == "success") runtime.result = result;
      return;
    case State::Stop:
    case State::StopTerm:
    case State::StopKill:
      // What a main process that was asked to stop ends with is the unit's result too.
      if (result != "success" && runtime.result == "success") runtime.result = result;
      return look_for_end(runtime);
    default:
      return;
  }
}

bool Services::process_ended(Runtime& runtime, pid_t pid, int status) {
  if (pid == runtime.main_pid) {
    main_ended(runtime, pid, status);
    return true;
  }
  if (pid == runtime.control_pid) {
    control_ended(runtime, status);
    return true;
  }
  return runtime.members.processes.contains(pid);
}

}  // namespace spotdrill::init::units
