// What tells one machine from another: ids, keys, the numbers of processes. An instance has its
// own, so that what it leaves behind does not fit the next one.
#pragma once

#include <string>

#include "init/config.hpp"

namespace spotdrill::init {

/// Has the instance's uptime begin now, in /proc/uptime and by CLOCK_BOOTTIME: PID 1 enters a
/// time namespace of its own, by the host's /proc. Where the kernel lets nobody make one, the
/// host's uptime shows. Source: time_namespaces(7).
void begin_uptime();

/// Has the instance's processes numbered from elsewhere than 2 on, as on a machine that has booted.
/// `proc` is where the proc file system of this PID namespace is mounted, writable.
void scatter_process_ids(const Config& config, const std::string& proc);

/// Inside the instance's root: machine-id, boot_id, what the firmware says, and no SSH host key of
/// the host's. Where a kernel or a container refuses one of them, the host's shows.
void become_own_machine(const Config& config);

}  // namespace spotdrill::init
