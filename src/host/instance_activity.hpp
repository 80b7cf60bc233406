// What the processes of one instance are at: the time they have used, and whether one of them runs.
// From its cgroup where there is one, else from /proc, beginning at its PID 1.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace spotdrill {

/// The processor time of a cgroup and all below it; nothing where the kernel does not tell.
/// Source: Linux, Documentation/admin-guide/cgroup-v2.rst, cpu.stat.
std::optional<std::chrono::nanoseconds> cgroup_processor_time(const std::filesystem::path& cgroup);

/// The threads of a cgroup and those below it, as this process sees them.
std::vector<pid_t> cgroup_threads(const std::filesystem::path& cgroup);

/// The threads of a process and of all that descend from it.
std::vector<pid_t> descending_threads(pid_t first);

/// The processor time of those that are alive. Source: Linux, sched-stats.rst, /proc/PID/schedstat.
std::chrono::nanoseconds processor_time_of(const std::vector<pid_t>& threads);

/// Whether one of them runs, is about to, or waits for a disk (states R and D of proc_pid_stat(5)).
bool any_runs(const std::vector<pid_t>& threads);

}  // namespace spotdrill
