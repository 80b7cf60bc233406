// How services end: ExecStop=, KillSignal=, TimeoutStopSec=, ExecStopPost=, and what comes after.
#include <sys/wait.h>
#include <csignal>

#include <cstdlib>

#include "init/units/service.hpp"

namespace spotdrill::init::units {

void Services::stop(Runtime& runtime) {
  runtime.no_restart = true;
  switch (runtime.state) {
    case State::Inactive:
    case State::Failed:
    case State::Stop:
    case State::StopTerm:
    case State::StopKill:
    case State::StopPost:
      return;
    case State::AutoRestart:
      return set(runtime, runtime.result == "success" ? State::Inactive : State::Failed);
    case State::StartPre:
    case State::Start:
      // "They are not invoked if the service was never started at all, or in case its start-up
      // failed": no ExecStop=.
      return enter_term(runtime);
    default:
      say(runtime, "Stopping " + runtime.unit.name + " - " + runtime.unit.description + "...");
      return enter_stop(runtime, "success");
  }
}

bool Services::reload(Runtime& runtime) {
  if (runtime.state != State::Running || runtime.unit.service.exec["ExecReload"].empty()) {
    return false;
  }
  set(runtime, State::Reload, runtime.unit.service.start_timeout_us);
  run_phase(runtime, "ExecReload");
  return true;
}

// To the main process, or to all of the unit. False: there was nobody.
bool Services::send(Runtime& runtime, int number, bool all) {
  bool sent = false;
  const auto to = [&](pid_t pid) {
    if (pid > 0 && kill(pid, number) == 0) sent = true;
    // One that is stopped hears it only when it goes on.
    if (pid > 0 && number != SIGKILL && number != SIGCONT) kill(pid, SIGCONT);
  };
  if (!all) {
    to(runtime.main_pid);
    to(runtime.control_pid);
    return sent;
  }
  for (const pid_t pid : runtime.members.living()) to(pid);
  return sent;
}

void Services::signal(Runtime& runtime, int number, const std::string& whom) {
  if (whom == "main") {
    if (runtime.main_pid > 0) kill(runtime.main_pid, number);
  } else if (whom == "control") {
    if (runtime.control_pid > 0) kill(runtime.control_pid, number);
  } else {
    for (const pid_t pid : runtime.members.living()) kill(pid, number);
  }
}

void Services::enter_stop(Runtime& runtime, std::string_view result) {
  if (runtime.result == "success") runtime.result = result;
  set(runtime, State::Stop, runtime.unit.service.stop_timeout_us);
  run_phase(runtime, "ExecStop");
}

void Services::enter_term(Runtime& runtime) {
  const Service& service = runtime.unit.service;
  runtime.phase.clear();
  set(runtime, State::StopTerm, service.stop_timeout_us);
  if (service.kill_mode != KillMode::None) {
    (void)send(runtime, service.kill_signal, service.kill_mode == KillMode::ControlGroup);
    if (service.send_sighup) {
      (void)send(runtime, SIGHUP, service.kill_mode == KillMode::ControlGroup);
    }
  }
  runtime.control_pid = 0;
  look_for_end(runtime);
}

void Services::look_for_end(Runtime& runtime) {
  const bool forking = runtime.unit.service.type == ServiceType::Forking;
  if (forking && runtime.state == State::Running && runtime.main_pid == 0 &&
      runtime.control_pid == 0 && runtime.members.living().empty()) {
    // Its main process was not known.
    return enter_stop(runtime, "success");
  }
  if (runtime.state != State::StopTerm && runtime.state != State::StopKill) return;
  if (runtime.main_pid > 0) return;
  const KillMode mode = runtime.unit.service.kill_mode;
  // "If set to process, only the main process itself is killed": the others stay.
  if (mode == KillMode::Process || mode == KillMode::None) return enter_stop_post(runtime);
  if (runtime.members.living().empty()) return enter_stop_post(runtime);
  // "mixed": SIGTERM to the main process, "while the subsequent SIGKILL signal is sent to all
  // remaining processes".
  if (mode == KillMode::Mixed && runtime.state == State::StopTerm) enter_kill(runtime);
}

void Services::enter_kill(Runtime& runtime) {
  const Service& service = runtime.unit.service;
  if (!service.send_sigkill) return enter_stop_post(runtime);
  set(runtime, State::StopKill, service.stop_timeout_us);
  (void)send(runtime, service.final_signal,
             service.kill_mode == KillMode::ControlGroup || service.kill_mode == KillMode::Mixed);
}

void Services::enter_stop_post(Runtime& runtime) {
  set(runtime, State::StopPost, runtime.unit.service.stop_timeout_us);
  run_phase(runtime, "ExecStopPost");
}

void Services::enter_dead(Runtime& runtime) {
  const Service& service = runtime.unit.service;
  // What ExecStopPost= left.
  if (service.kill_mode == KillMode::ControlGroup || service.kill_mode == KillMode::Mixed) {
    for (const pid_t pid : runtime.members.living()) kill(pid, SIGKILL);
  }
  const bool good = runtime.result == "success";
  if (!good) {
    say(runtime, runtime.unit.name + ": Failed with result '" + runtime.result + "'.", 4);
  }
  const int status = runtime.main_ended ? runtime.main_status : 0;
  if (!runtime.no_restart && !runtime.condition_failed &&
      restarts(service, runtime.result, status)) {
    ++runtime.restarts;
    return set(runtime, State::AutoRestart, service.restart_us);
  }
  if (runtime.no_restart)
    say(runtime, "Stopped " + runtime.unit.name + " - " + runtime.unit.description + ".");
  set(runtime, good ? State::Inactive : State::Failed);
}

void Services::deadline_passed(Runtime& runtime) {
  runtime.deadline = infinite_us;
  const auto time_out = [&] {
    if (runtime.result == "success") runtime.result = "timeout";
  };
  switch (runtime.state) {
    case State::AutoRestart:
      say(runtime, runtime.unit.name + ": Scheduled restart job, restart counter is at " +
                       std::to_string(runtime.restarts) + ".");
      runtime.state = State::Inactive;
      (void)start(runtime);
      return;
    case State::StartPre:
    case State::Start:
    case State::StartPost:
      say(runtime, runtime.unit.name + ": start operation timed out. Terminating.", 4);
      time_out();
      return enter_term(runtime);
    case State::Running:
      say(runtime, runtime.unit.name + ": Service reached runtime time limit. Stopping.", 4);
      return enter_stop(runtime, "timeout");
    case State::Reload:
      return enter_running(runtime);
    case State::Stop:
      say(runtime, runtime.unit.name + ": Stopping timed out. Terminating.", 4);
      time_out();
      return enter_term(runtime);
    case State::StopTerm:
      say(runtime, runtime.unit.name + ": State 'stop-sigterm' timed out. Killing.", 4);
      time_out();
      return enter_kill(runtime);
    case State::StopKill:
      say(runtime, runtime.unit.name + ": Processes still around after SIGKILL. Ignoring.", 4);
      return enter_stop_post(runtime);
    case State::StopPost:
      time_out();
      return enter_dead(runtime);
    default:
      return;
  }
}

// "the service will be placed in the failed state and the process will be terminated with SIGABRT
// (or the signal specified by WatchdogSignal=)".
void Services::watchdog_passed(Runtime& runtime) {
  const Service& service = runtime.unit.service;
  say(runtime,
      runtime.unit.name + ": Watchdog timeout (limit " + show_time_span(service.watchdog_us) + ")!",
      3);
  if (runtime.result == "success") runtime.result = "watchdog";
  runtime.phase.clear();
  set(runtime, State::StopTerm, service.stop_timeout_us);
  (void)send(runtime, service.watchdog_signal, service.kill_mode == KillMode::ControlGroup);
  runtime.control_pid = 0;
  look_for_end(runtime);
}

void Services::notified(Runtime& runtime, pid_t pid, const std::string& text) {
  const bool main = pid == runtime.main_pid || pid == runtime.control_pid;
  const std::string& access = runtime.unit.service.notify_access;
  if (access == "none" || (!main && access != "all" && access != "exec")) return;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with("STATUS=")) runtime.status_text = line.substr(7, 200);
    if (line == "READY=1") runtime.ready = true;
    const bool watched = runtime.watchdog_at != infinite_us;
    if (line == "WATCHDOG=1" && watched) {
      runtime.watchdog_at = world_.clock.monotonic() + runtime.unit.service.watchdog_us;
    }
    if (line == "WATCHDOG=trigger" && watched) return watchdog_passed(runtime);
    if (line.starts_with("MAINPID=")) {
      const pid_t told = std::atoi(line.c_str() + 8);
      if (told > 1 && kill(told, 0) == 0) runtime.main_pid = told;
    }
  }
  if (runtime.ready && runtime.state == State::Start &&
      runtime.unit.service.type == ServiceType::Notify) {
    enter_start_post(runtime);
  }
}

bool is_active(const Runtime& runtime) {
  return runtime.state == State::Running || runtime.state == State::Exited ||
         runtime.state == State::Reload;
}

bool is_settled(const Runtime& runtime) {
  return runtime.state == State::Inactive || runtime.state == State::Failed;
}

const char* active_word(const Runtime& runtime) {
  switch (runtime.state) {
    case State::Inactive:
      return "inactive";
    case State::Failed:
      return "failed";
    case State::Running:
    case State::Exited:
      return "active";
    case State::Reload:
      return "reloading";
    case State::StartPre:
    case State::Start:
    case State::StartPost:
    case State::AutoRestart:
      return "activating";
    default:
      return "deactivating";
  }
}

const char* sub_word(const Runtime& runtime) {
  constexpr const char* words[] = {
      "dead", "start-pre",    "start",        "start-post", "running",      "exited", "reload",
      "stop", "stop-sigterm", "stop-sigkill", "stop-post",  "auto-restart", "failed"};
  if (runtime.unit.kind == "target" && is_active(runtime)) return "active";
  if (is_trigger(runtime.unit) && is_active(runtime)) {
    if (runtime.triggered) return "running";
    return runtime.unit.kind == "socket" ? "listening" : "waiting";
  }
  return words[static_cast<std::size_t>(runtime.state)];
}

}  // namespace spotdrill::init::units
