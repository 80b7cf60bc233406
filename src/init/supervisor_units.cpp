// What PID 1 has to do with the units of its instance: starting their manager, counting their
// processes as the workload's, and stopping them before everything else; and what is done before
// the first of them.
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "init/cloud_init.hpp"
#include "init/files.hpp"
#include "init/fstab.hpp"
#include "init/mount_commands.hpp"
#include "init/schedules.hpp"
#include "init/supervisor.hpp"

namespace spotdrill::init {

void Supervisor::start_units(bool at_boot) {
  if (stopping_ || !units_.start(config_, at_boot)) return;
  all_gone_at_ = 0;
}

void Supervisor::hear_units() {
  while (const auto message = units_.receive()) {
    switch (message->word) {
      case units::Word::Ended:
        // As if it had been reaped here: it is the workload's as much as a script's child.
        last_name_ = message->name;
        last_status_ = message->status;
        all_gone_at_ = 0;
        break;
      case units::Word::Main:
        units_.note_main(*message);
        break;
      case units::Word::Busy:
        all_gone_at_ = 0;
        break;
      case units::Word::Stopped:
        signal_rest();
        break;
      case units::Word::Idle:
        look_for_gone();
        break;
      default:
        break;
    }
  }
}

void Supervisor::hear_schedules() {
  if (stopping_ || plain()) return;
  // Without a watch it is looked for when user data has ended, and by the manager's own clients.
  const bool changed =
      schedules_ >= 0 ? schedule_changed(schedules_) : user_data_ended_ && !units_.running();
  if (!changed) return;
  if (units_.running()) {
    units_.reread_schedules();
  } else if (has_schedule()) {
    start_units(false);
  }
}

void Supervisor::units_ended() {
  hear_units();
  units_.ended();
  if (!stopping_) {
    console_.line("spotdrill-init: the manager of units has ended; its services go on unmanaged");
    console_unreported_ = true;
  }
  signal_rest();
}

// Whether the manager alone is left, and has nothing to do.
void Supervisor::look_for_gone() {
  if (stopping_ || !units_.running() || !units_.idle()) return;
  if (!processes_.has_children_besides(units_.pid())) all_gone();
}

void Supervisor::stop_processes() {
  if (!units_.running()) return signal_rest();
  console_.line("spotdrill-init: shutting down: stopping the services");
  // What runs user data is a service too (cloud-final.service), without an order to those.
  if (script_ > 0) {
    script_signalled_ = true;
    processes_.signal_besides(SIGTERM, units_.pid());
    processes_.signal_besides(SIGCONT, units_.pid());
  }
  units_.stop_all();
}

// Once the services have been stopped, and not twice.
void Supervisor::signal_rest() {
  if (!stopping_ || rest_signalled_) return;
  rest_signalled_ = true;
  if (script_signalled_) {
    // Those who have heard it must not hear it again: a second one often means "at once".
    processes_.signal_below(SIGTERM, units_.pid());
  } else {
    processes_.signal_all(SIGTERM);
  }
  processes_.signal_all(SIGCONT);  // A stopped process hears SIGTERM only when it goes on.
  copy_console();
  console_.line("spotdrill-init: shutting down: sent SIGTERM to all processes");
  console_unreported_ = true;
}

// Before anything that may use them, as systemd mounts local file systems. Meanwhile the loop
// answers what it asks.
bool Supervisor::mount_at_boot() {
  std::string text;
  if (read_file("/etc/fstab", text).failed()) return false;
  const std::vector<FileSystem> systems = read_fstab(text);
  const auto automatic = [](const FileSystem& system) { return system.automatic; };
  if (std::none_of(systems.begin(), systems.end(), automatic)) return false;
  boot_mounts_ = fork();
  if (boot_mounts_ == 0) {
    dup2(console_.sink(), STDOUT_FILENO);
    dup2(console_.sink(), STDERR_FILENO);
    char name[] = "mount";
    char all[] = "-a";
    char* words[] = {name, all, nullptr};
    _exit(run_mount(name, 2, words));
  }
  return boot_mounts_ > 0;
}

void Supervisor::begin_scripts() {
  if (!plain() && !config_.first_boot && (UnitsLink::any_enabled() || has_schedule())) {
    start_units(true);
  }
  note_scripts_begun(config_);
  start_next_script();
}

}  // namespace spotdrill::init
