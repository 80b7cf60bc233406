// What PID 1 waits for, and who answers.
#include <poll.h>

#include <algorithm>
#include <iterator>

#include "init/supervisor.hpp"

namespace spotdrill::init {

void Supervisor::wait_for_events() {
  enum : std::size_t {
    of_signals,
    of_console,
    of_daemons,
    of_daemon,
    of_wishes,
    of_reports,
    of_syslog,
    of_clients,
    of_units,
    of_scripts,
    of_volumes,
    of_network,
    of_schedules
  };
  pollfd polled[] = {{signals_, POLLIN, 0},
                     {console_.device(), POLLIN, 0},
                     {control_.listener(), POLLIN, 0},
                     {control_.connection(), POLLIN, 0},  // A negative one is passed over.
                     {wishes_, POLLIN, 0},
                     {reports_, POLLIN, 0},
                     {syslog_.source(), POLLIN, 0},
                     {stopping_ ? -1 : units_.listener(), POLLIN, 0},
                     {units_.channel(), POLLIN, 0},
                     {console_.scripts(), POLLIN, 0},
                     {volumes_.listener(), POLLIN, 0},
                     {config_.network_keeper, POLLIN, 0},
                     {schedules_, POLLIN, 0}};
  if (console_unreported_) polled[of_daemon].events |= POLLOUT;
  const long deadline = next_deadline();
  long wait = -1;
  if (deadline != 0) wait = std::clamp(deadline - now_ms(), 0L, 60'000L);
  if (poll(polled, std::size(polled), static_cast<int>(wait)) <= 0) return;
  // The daemon first: a shutdown must not wait for a job that prints without end.
  if ((polled[of_daemon].revents & (POLLIN | POLLHUP | POLLERR)) != 0) obey_daemon();
  if (polled[of_daemons].revents != 0 && control_.accept_connection()) {
    orphaned_at_ = 0;
    send_sockets();
    send_state();
    volumes_.tell();
    if (all_gone_at_ != 0) tell_gone();
    for (const std::string& line : unavailable_) send_unavailable(line);
    console_unreported_ = true;
  }
  if (polled[of_wishes].revents != 0) hear_wishes();
  if (polled[of_reports].revents != 0) hear_reports();
  if (polled[of_syslog].revents != 0) syslog_.copy();
  if (polled[of_schedules].revents != 0) hear_schedules();
  if (polled[of_clients].revents != 0) start_units(false);
  if (polled[of_units].revents != 0) hear_units();
  if (polled[of_volumes].revents != 0) volumes_.hear();
  if (polled[of_console].revents != 0 || polled[of_scripts].revents != 0) {
    for (int round = 0; round < 8 && console_.copy(); ++round) console_unreported_ = true;
  }
  if (polled[of_signals].revents != 0) reap();
  if (polled[of_network].revents != 0) hear_keeper();
}

}  // namespace spotdrill::init
