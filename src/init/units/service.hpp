// A unit as it runs: its state, and what moves it from one to the next. Jobs, requests and the
// loop are manager.hpp's.
// Source: systemd.service(5); the states are those of systemd's service.c, those of its
// stop-sigterm and final-sigterm taken together.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "init/units/drill_clock.hpp"
#include "init/units/format/order.hpp"
#include "init/units/journal.hpp"
#include "init/units/members.hpp"
#include "init/units/spawn.hpp"

namespace spotdrill::init::units {

enum class State : std::uint8_t {
  Inactive,
  StartPre,
  Start,
  StartPost,
  Running,
  Exited,
  Reload,
  Stop,
  StopTerm,
  StopKill,
  StopPost,
  AutoRestart,
  Failed
};

struct Runtime {
  Unit unit;
  State state = State::Inactive;
  pid_t main_pid = 0;
  pid_t control_pid = 0;
  int main_status = 0;      ///< As waitpid gives it.
  bool main_ended = false;  ///< main_status is one of this start.
  std::string result = "success";
  std::string phase;  ///< The key whose commands run, such as "ExecStartPre".
  std::size_t next_command = 0;
  Members members;
  Microseconds deadline = infinite_us;     ///< Of the state it is in.
  Microseconds watchdog_at = infinite_us;  ///< When its WATCHDOG=1 is overdue.
  std::vector<Microseconds> starts;        ///< For the start limit.
  unsigned restarts = 0;
  bool no_restart = false;  ///< It is stopped because somebody asked.
  bool ready = false;       ///< READY=1 has come.
  bool spawned_once = false;
  bool condition_failed = false;
  bool exec_failed = false;  ///< The last process could not become its program.
  std::string status_text;
  std::array<int, 3> streams = no_streams;  ///< Its main process's, given by a client; else -1.
  Microseconds active_since = 0;            ///< Wall clock; 0: never.
  Microseconds inactive_since = 0;          ///< Wall clock.
  bool triggered = false;                   ///< Of a path or a socket: what it starts runs.
  int connection = -1;                      ///< It was started for that one; else -1.
  std::string accepted_by;                  ///< The socket unit that it came to; else empty.
  Microseconds timer_next = infinite_us;
  Microseconds timer_last = 0;   ///< When a timer last set its unit off; monotonic.
  Microseconds started_at = 0;   ///< Monotonic: when it last began to start; 0: never.
  Microseconds settled_at = 0;   ///< Monotonic: when it last came to its end; 0: never.
  State seen = State::Inactive;  ///< What the manager has drawn its conclusions from.
};

/// Whether it is one of cron's, at's or sudo's, of which systemctl and the journal show nothing. No
/// unit file has such a name.
[[nodiscard]] inline bool is_unlisted(std::string_view name) {
  return name.starts_with(':');
}
void close_streams(std::array<int, 3>& streams);

[[nodiscard]] bool is_active(const Runtime& runtime);   ///< Started, and not being stopped.
[[nodiscard]] bool is_settled(const Runtime& runtime);  ///< Nothing of it runs or is to come.
const char* active_word(const Runtime& runtime);        ///< "active", "failed", …
const char* sub_word(const Runtime& runtime);           ///< "running", "dead", …

class Services {
 public:
  struct World {
    const DrillClock& clock;
    Journal& journal;
    Environment environment;
    std::function<void(const Runtime&, int output)> listens;  ///< Somebody prints there.
    std::function<void(const Runtime&)> changed;              ///< Its state.
    /// What its main process is to find from descriptor 3 on.
    std::function<std::vector<PassedSocket>(const Runtime&)> sockets;
  };
  explicit Services(World world) : world_(std::move(world)) {}

  /// False: it may not be started now, and `result` says why.
  bool start(Runtime& runtime);
  void stop(Runtime& runtime);
  /// False: it has no ExecReload=, or does not run.
  bool reload(Runtime& runtime);
  void signal(Runtime& runtime, int number, const std::string& whom);

  /// True when the process was one of the unit's.
  bool process_ended(Runtime& runtime, pid_t pid, int status);
  /// Any process has ended: a unit that waits for its last one may go on.
  void look_for_end(Runtime& runtime);
  void deadline_passed(Runtime& runtime);
  void watchdog_passed(Runtime& runtime);
  void notified(Runtime& runtime, pid_t pid, const std::string& text);

 private:
  void set(Runtime& runtime, State state, Microseconds span = infinite_us);
  void run_phase(Runtime& runtime, const std::string& key);
  void next_of_phase(Runtime& runtime);
  void phase_done(Runtime& runtime);
  void phase_failed(Runtime& runtime, std::string_view result);
  pid_t run(Runtime& runtime, const ExecCommand& command, bool main);
  void enter_start(Runtime& runtime);
  void enter_start_post(Runtime& runtime);
  void enter_running(Runtime& runtime);
  void enter_stop(Runtime& runtime, std::string_view result);
  void enter_term(Runtime& runtime);
  void enter_kill(Runtime& runtime);
  void enter_stop_post(Runtime& runtime);
  void enter_dead(Runtime& runtime);
  void main_ended(Runtime& runtime, pid_t pid, int status);
  void control_ended(Runtime& runtime, int status);
  void forked(Runtime& runtime);
  bool conditions_met(Runtime& runtime);
  bool within_start_limit(Runtime& runtime);
  bool send(Runtime& runtime, int number, bool all);
  void say(const Runtime& runtime, const std::string& text, int priority = 6);

  World world_;
};

}  // namespace spotdrill::init::units
