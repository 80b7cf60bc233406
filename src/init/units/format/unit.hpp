// A unit: what its files say, understood. No state of it; that is service.hpp's.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "init/units/format/time_span.hpp"
#include "init/units/format/unit_file.hpp"
#include "init/units/format/words.hpp"

namespace spotdrill::init::units {

enum class ServiceType : std::uint8_t { Simple, Exec, Oneshot, Forking, Notify, Idle };
enum class RestartWhen : std::uint8_t {
  No,
  OnSuccess,
  OnFailure,
  OnAbnormal,
  OnWatchdog,
  OnAbort,
  Always
};
enum class KillMode : std::uint8_t { ControlGroup, Mixed, Process, None };

/// Exit codes and signals, as SuccessExitStatus= and the like list them.
struct StatusSet {
  std::vector<int> codes;
  std::vector<int> signals;
  [[nodiscard]] bool contains(int wait_status) const;
};

/// Where output goes: "journal", "null", "inherit", "tty", "file:PATH", "append:PATH",
/// "truncate:PATH".
struct Output {
  std::string kind = "inherit";
  std::string path;
};

struct Limit {
  int resource = 0;
  std::uint64_t soft = 0;
  std::uint64_t hard = 0;
};

struct Condition {
  std::string kind;  ///< "PathExists" and the like.
  std::string value;
  bool negated = false;
  bool assertion = false;  ///< Assert…=: not met is a failure.
};

struct Directory {
  std::string path;  ///< Whole.
  std::string variable;
};

struct Service {
  ServiceType type = ServiceType::Simple;
  std::map<std::string, std::vector<ExecCommand>> exec;  ///< By the key, such as "ExecStart".
  Environment environment;
  std::vector<std::string> sockets;            ///< Sockets=: units whose descriptors it gets, too.
  std::vector<std::string> environment_files;  ///< "-" before the path: it may be missing.
  std::vector<std::string> pass_environment;
  std::vector<std::string> unset_environment;
  std::string user;
  std::string group;
  std::vector<std::string> supplementary_groups;
  std::string working_directory;        ///< "~": the user's home; "-" before it: it may be missing.
  std::string standard_input = "null";  ///< "socket": the connection that it was started for.
  std::string input_text;
  Output standard_output{"", {}};  ///< "": as it is when nothing says it.
  Output standard_error;
  std::string syslog_identifier;
  RestartWhen restart = RestartWhen::No;
  Microseconds restart_us = 100'000;
  StatusSet success;
  StatusSet restart_prevent;
  StatusSet restart_force;
  Microseconds start_timeout_us = 90 * second_us;
  bool start_timeout_set = false;
  Microseconds stop_timeout_us = 90 * second_us;
  Microseconds run_time_us = infinite_us;
  Microseconds watchdog_us = 0;  ///< WatchdogSec=; 0: none.
  int watchdog_signal = 6;
  KillMode kill_mode = KillMode::ControlGroup;
  int kill_signal = 15;
  int final_signal = 9;
  int restart_signal = 0;  ///< RestartKillSignal=; 0: kill_signal.
  bool send_sighup = false;
  bool send_sigkill = true;
  bool remain_after_exit = false;
  bool ignore_sigpipe = true;
  std::string notify_access;  ///< Empty: by the type.
  std::string pid_file;
  mode_t umask = 022;
  int nice = 0;
  bool nice_set = false;
  int oom_score = 0;
  bool oom_score_set = false;
  std::vector<Limit> limits;
  std::uint64_t memory_max = 0;  ///< MemoryMax=, which is not enforced; 0: none. Units: bytes.
  std::vector<Directory> directories;
  mode_t directory_mode = 0755;
};

struct Timer {
  struct After {
    char base = 'a';  ///< 'a'ctive, 'b'oot, 's'tartup, 'u'nit active, 'i'nactive unit.
    Microseconds span = 0;
  };
  std::vector<After> after;
  std::vector<std::string> calendars;
  std::string unit;
  bool persistent = false;
};

/// What a path unit looks at.
struct Path {
  struct Watch {
    std::string kind;  ///< "PathExists" and the like.
    std::string path;
  };
  std::vector<Watch> watches;
  std::string unit;
  bool make_directory = false;
  mode_t directory_mode = 0755;
};

struct Socket {
  struct Listen {
    std::string kind;     ///< "ListenStream" and the like.
    std::string address;  ///< As it is written.
  };
  std::vector<Listen> listens;
  std::string service;  ///< With Accept=: the template, "job@.service".
  bool accept = false;
  std::string descriptor_name;
  std::string user;
  std::string group;
  mode_t mode = 0666;
  mode_t directory_mode = 0755;
  int backlog = 4096;
  std::size_t connections_max = 64;
  bool remove_on_stop = false;
};

struct Unit {
  std::string name;      ///< "worker@1.service"
  std::string prefix;    ///< "worker"
  std::string instance;  ///< "1"; empty: none.
  std::string kind;      ///< "service", "timer", "target", …
  std::string fragment;  ///< The file; empty: there is none.
  std::vector<std::string> drop_ins;
  std::string description;
  std::vector<std::string> requires_units, wants, requisite, binds_to, part_of, after, before,
      conflicts, on_failure, on_success, upholds;
  std::vector<std::string> wanted_by, required_by, alias, also;
  std::string default_instance;
  std::vector<Condition> conditions;
  Microseconds start_limit_us = 10 * second_us;
  unsigned start_limit_burst = 5;
  /// Of what starts another unit. 0 of either: no limit.
  Microseconds trigger_limit_us = 2 * second_us;
  std::optional<std::size_t>
      trigger_limit_burst;  ///< Nothing: 20, of a socket without Accept=; 200.
  bool has_install = false;
  Service service;
  Timer timer;
  Path path;
  Socket socket;
  std::vector<std::string> problems;  ///< What is passed over, as systemd passes it over.
  std::vector<std::string> ignored;   ///< Keys that have no effect here and change no result.
  std::vector<std::string> unmet;     ///< "Key=value": what matters and is not here.
};

/// Whether it is a timer, a path or a socket: it runs nothing itself.
bool is_trigger(const Unit& unit);

/// What such a unit starts; empty: it is none, or a timer of cron's or at's.
const std::string& triggered_unit(const Unit& unit);

/// "worker@1.service" as its parts; false: no unit is called so.
bool split_name(std::string_view name, Unit& unit);

/// What the assignments of all its files say, in order. `unit` has its name; `known` are the
/// specifiers of the machine, to which those of the unit are added.
void apply(const std::vector<Assignment>& assignments, Specifiers known, Unit& unit);

/// "SIGTERM", "TERM" or "15"; 0: no signal is called so.
int signal_number(std::string_view name);
std::string signal_name(int number);  ///< "TERM"

}  // namespace spotdrill::init::units
