// [Service]: how it is started, stopped and started again.
#include <algorithm>
#include <cstdlib>

#include "init/units/format/keys.hpp"

namespace spotdrill::init::units {
namespace {

bool read_type(const Reading& reading) {
  constexpr std::pair<std::string_view, ServiceType> types[] = {
      {"simple", ServiceType::Simple},   {"exec", ServiceType::Exec},
      {"oneshot", ServiceType::Oneshot}, {"forking", ServiceType::Forking},
      {"notify", ServiceType::Notify},   {"notify-reload", ServiceType::Notify},
      {"idle", ServiceType::Idle},
  };
  for (const auto& [name, type] : types) {
    if (reading.value == name) {
      reading.unit.service.type = type;
      return true;
    }
  }
  if (reading.value == "dbus") reading.unit.unmet.emplace_back("Type=dbus");
  return reading.value == "dbus";
}

bool read_restart(const Reading& reading) {
  constexpr std::pair<std::string_view, RestartWhen> words[] = {
      {"no", RestartWhen::No},
      {"on-success", RestartWhen::OnSuccess},
      {"on-failure", RestartWhen::OnFailure},
      {"on-abnormal", RestartWhen::OnAbnormal},
      {"on-watchdog", RestartWhen::OnWatchdog},
      {"on-abort", RestartWhen::OnAbort},
      {"always", RestartWhen::Always},
  };
  for (const auto& [name, when] : words) {
    if (reading.value == name) {
      reading.unit.service.restart = when;
      return true;
    }
  }
  return false;
}

bool read_kill_mode(const Reading& reading) {
  constexpr std::pair<std::string_view, KillMode> words[] = {
      {"control-group", KillMode::ControlGroup},
      {"mixed", KillMode::Mixed},
      {"process", KillMode::Process},
      {"none", KillMode::None},
  };
  for (const auto& [name, mode] : words) {
    if (reading.value == name) {
      reading.unit.service.kill_mode = mode;
      return true;
    }
  }
  return false;
}

template <auto Member>
bool service_signal(const Reading& reading) {
  const int number = signal_number(reading.value);
  if (number > 0) reading.unit.service.*Member = number;
  return number > 0;
}

template <auto Member>
bool service_boolean(const Reading& reading) {
  bool& member = reading.unit.service.*Member;
  member = parse_boolean(reading.value, member);
  return true;
}

template <auto Member>
bool service_span(const Reading& reading) {
  return read_span(reading, reading.unit.service.*Member);
}

// A timeout of zero is none.
bool set_timeout(const Reading& reading, Microseconds& span) {
  if (!read_span(reading, span)) return false;
  if (span == 0) span = infinite_us;
  return true;
}

bool read_stop_timeout(const Reading& reading) {
  return set_timeout(reading, reading.unit.service.stop_timeout_us);
}

bool read_start_timeout(const Reading& reading) {
  reading.unit.service.start_timeout_set = true;
  return set_timeout(reading, reading.unit.service.start_timeout_us);
}

bool read_both_timeouts(const Reading& reading) {
  return read_start_timeout(reading) && read_stop_timeout(reading);
}

bool read_run_time(const Reading& reading) {
  return set_timeout(reading, reading.unit.service.run_time_us);
}

bool read_exec(const Reading& reading) {
  auto& commands = reading.unit.service.exec[reading.key];
  if (reading.value.empty()) {
    commands.clear();
    return true;
  }
  const auto read = parse_exec_line(reading.value, reading.specifiers);
  if (!read) return false;
  commands.insert(commands.end(), read->begin(), read->end());
  return true;
}

template <auto Member>
bool status_set(const Reading& reading) {
  StatusSet& set = reading.unit.service.*Member;
  if (reading.value.empty()) set = {};
  for (const std::string& word : plain_words(reading.value)) {
    char* rest = nullptr;
    const long code = std::strtol(word.c_str(), &rest, 10);
    if (*rest == '\0' && code >= 0 && code <= 255) {
      set.codes.push_back(static_cast<int>(code));
    } else if (word == "TEMPFAIL") {
      set.codes.push_back(75);  // sysexits.h's, by its name in systemd.exec(5).
    } else if (const int signal = signal_number(word); signal > 0) {
      set.signals.push_back(signal);
    } else {
      return false;
    }
  }
  return true;
}

template <auto Member>
bool service_text(const Reading& reading) {
  reading.unit.service.*Member = reading.expanded();
  return true;
}

// "If the path is not absolute, it is taken to be relative to /run".
bool read_pid_file(const Reading& reading) {
  const std::string path = reading.expanded();
  reading.unit.service.pid_file = path.empty() || path[0] == '/' ? path : "/run/" + path;
  return true;
}

constexpr Key service_keys[] = {
    {"Service", "Type", read_type},
    {"Service", "Restart", read_restart},
    {"Service", "RestartSec", service_span<&Service::restart_us>},
    {"Service", "SuccessExitStatus", status_set<&Service::success>},
    {"Service", "RestartPreventExitStatus", status_set<&Service::restart_prevent>},
    {"Service", "RestartForceExitStatus", status_set<&Service::restart_force>},
    {"Service", "TimeoutSec", read_both_timeouts},
    {"Service", "TimeoutStartSec", read_start_timeout},
    {"Service", "TimeoutStopSec", read_stop_timeout},
    {"Service", "RuntimeMaxSec", read_run_time},
    {"Service", "WatchdogSec", service_span<&Service::watchdog_us>},
    {"Service", "WatchdogSignal", service_signal<&Service::watchdog_signal>},
    {"Service", "RemainAfterExit", service_boolean<&Service::remain_after_exit>},
    {"Service", "KillMode", read_kill_mode},
    {"Service", "KillSignal", service_signal<&Service::kill_signal>},
    {"Service", "RestartKillSignal", service_signal<&Service::restart_signal>},
    {"Service", "FinalKillSignal", service_signal<&Service::final_signal>},
    {"Service", "SendSIGHUP", service_boolean<&Service::send_sighup>},
    {"Service", "SendSIGKILL", service_boolean<&Service::send_sigkill>},
    {"Service", "NotifyAccess", service_text<&Service::notify_access>},
    {"Service", "PIDFile", read_pid_file},
    {"Service", "ExecCondition", read_exec},
    {"Service", "ExecStartPre", read_exec},
    {"Service", "ExecStart", read_exec},
    {"Service", "ExecStartPost", read_exec},
    {"Service", "ExecReload", read_exec},
    {"Service", "ExecStop", read_exec},
    {"Service", "ExecStopPost", read_exec},
};

}  // namespace

const Key* find_service_key(std::string_view section, std::string_view name) {
  return find_among(service_keys, section, name);
}

}  // namespace spotdrill::init::units
