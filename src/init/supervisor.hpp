// What PID 1 does once the instance is set up: runs the user data, copies the console, reaps, obeys
// the daemon, and shuts the instance down.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "init/config.hpp"
#include "init/console.hpp"
#include "init/control.hpp"
#include "init/network.hpp"
#include "init/processes.hpp"
#include "init/syslog.hpp"
#include "init/units_link.hpp"
#include "init/volumes.hpp"

namespace spotdrill::init {

class Supervisor {
 public:
  Supervisor(Config& config, Control& control, Console& console, const Listeners& listeners,
             int directory_fd);

  /// Opens what the loop waits for.
  Outcome prepare();

  /// Sends the sockets; user data may run from now.
  void announce();

  /// Runs until the instance is to end, and everything in it is gone.
  void run();

 private:
  using Milliseconds = long;

  static Milliseconds now_ms();  // Never zero.
  void wait_for_events();
  void obey_daemon();
  void obey(const Message& message);
  void hear_wishes();
  void hear_reports();
  void hear_keeper();
  void tell_unavailable(const std::string& line);
  void send_unavailable(const std::string& line);
  void reap();
  bool note_end(pid_t pid);
  void all_gone();
  void tell_gone();
  void copy_console();
  bool mount_at_boot();
  void begin_scripts();
  void start_next_script();
  void script_ended(int status);
  void user_data_ended();
  void shut_down(Milliseconds grace);
  void tell_processes();
  void tell_open_files();
  void request_shutdown(bool reboot);
  void start_units(bool at_boot);
  void hear_units();
  void hear_schedules();
  void units_ended();
  void look_for_gone();
  void stop_processes();
  void signal_rest();
  void check_deadlines();
  void send_state();
  void send_sockets();
  void report_console();
  [[nodiscard]] Milliseconds next_deadline() const;
  [[nodiscard]] bool plain() const { return config_.mode == "plain"; }

  Config& config_;
  Control& control_;
  Console& console_;
  Listeners listeners_;
  Processes processes_;
  Volumes volumes_;
  int directory_;
  int signals_ = -1;
  int wishes_ = -1;
  int reports_ = -1;
  int schedules_ = -1;  // Tells of changes in cron's and at's files.
  Syslog syslog_;
  UnitsLink units_;
  std::vector<std::string> unavailable_;  // Told so far.
  std::vector<std::string> scripts_;
  std::size_t next_script_ = 0;
  std::size_t failed_scripts_ = 0;
  pid_t script_ = -1;
  pid_t boot_mounts_ = -1;  // What mounts the volumes that /etc/fstab names.
  int first_failure_ = 0;
  bool announced_ = false;
  bool booted_ = false;
  bool user_data_ended_ = false;
  bool stopping_ = false;
  bool killed_ = false;
  bool gone_ = false;
  std::string last_name_;  // Of the process that ended last.
  int last_status_ = 0;
  Milliseconds all_gone_at_ = 0;  // Zero: something is alive, or nothing ever was.
  bool gone_in_shutdown_ = false;
  bool script_signalled_ = false;
  bool rest_signalled_ = false;
  bool shutdown_requested_ = false;
  bool reboot_requested_ = false;
  bool console_unreported_ = false;
  Milliseconds kill_at_ = 0;  // Zero: no such moment.
  Milliseconds orphaned_at_ = 0;
  Milliseconds shutdown_at_ = 0;
  bool shutdown_is_reboot_ = false;
};

}  // namespace spotdrill::init
