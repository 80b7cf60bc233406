// What the processes of one instance are at: the time they have used, whether one of them runs, and
// whether they talk to the internet.
// From its cgroup where there is one, else from /proc, beginning at its PID 1.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace spotdrill {

/// The processor time of a cgroup and all below it; nothing where the kernel does not tell.
/// Source: Linux, Documentation/admin-guide/cgroup-v2.rst, cpu.stat.
std::optional<std::chrono::nanoseconds> cgroup_processor_time(const std::filesystem::path& cgroup);

/// For how long every process of a cgroup that had something to compute waited for a processor, by
/// the text of its cpu.pressure; nothing where that does not say.
/// Source: Linux, Documentation/accounting/psi.rst, "full".
std::optional<std::chrono::nanoseconds> waited_by(std::string_view cpu_pressure);
std::optional<std::chrono::nanoseconds> cgroup_waiting_time(const std::filesystem::path& cgroup);

/// The threads of a cgroup and those below it, as this process sees them.
std::vector<pid_t> cgroup_threads(const std::filesystem::path& cgroup);

/// The threads of a process and of all that descend from it.
std::vector<pid_t> descending_threads(pid_t first);

/// The processor time of those that are alive. Source: Linux, sched-stats.rst, /proc/PID/schedstat.
std::chrono::nanoseconds processor_time_of(const std::vector<pid_t>& threads);

/// Packets in and out of an instance's interface so far, by the text of /proc/PID/net/dev; nothing
/// where it has none. Source: proc_pid_net(5).
std::optional<std::uint64_t> packets_in(std::string_view net_dev);

/// Whether a connection to something that is neither the instance nor ours is open or is being
/// opened, by the text of /proc/PID/net/tcp or tcp6.
bool any_outside(std::string_view net_tcp);

/// The same of an instance, by its PID 1.
std::optional<std::uint64_t> outside_packets(pid_t init);
bool has_outside_connection(pid_t init);

/// Whether one of them runs, is about to, or waits for a disk (states R and D of proc_pid_stat(5)).
bool any_runs(const std::vector<pid_t>& threads);

}  // namespace spotdrill
