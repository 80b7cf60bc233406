// A control group (version 2) for each instance, where this computer lets us make one: the kernel
// then kills and freezes the instance as a whole, whoever its processes' parents are. Not a limit:
// no controller is used.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace spotdrill {

/// The directory of a process's cgroup, by the texts of its /proc/PID/mountinfo and
/// /proc/PID/cgroup; empty where no mount of version 2 shows it.
/// Source: proc_pid_mountinfo(5), cgroups(7).
std::filesystem::path cgroup_directory(std::string_view mountinfo, std::string_view cgroup);

/// That of this process.
std::filesystem::path own_cgroup_directory();

/// Removes those of any instances of ours below `parent` that are empty and were made longer than
/// `age` ago: for a while after it was made, one is empty because its instance only begins.
void remove_stale_cgroups(const std::filesystem::path& parent, std::chrono::seconds age);

class Cgroup {
 public:
  /// None: every action on it fails.
  Cgroup() = default;

  /// Makes one below `parent` for the instance whose files are in `instance_dir`, where a link to
  /// it is left for later daemons. None where that is refused or the kernel is older than 5.14.
  static Cgroup make(const std::filesystem::path& parent,
                     const std::filesystem::path& instance_dir);

  /// The one that the link in `instance_dir` leads to.
  static Cgroup find(const std::filesystem::path& instance_dir);

  [[nodiscard]] bool valid() const { return !directory_.empty(); }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  /// Kills everything in it, frozen or not, PID 1 included. Does not wait.
  [[nodiscard]] bool kill() const;

  /// The same for all but PID 1.
  [[nodiscard]] bool kill_processes() const;

  /// Freezes or thaws all but PID 1, which goes on listening to the daemon. False when there is
  /// nothing in it.
  [[nodiscard]] bool set_frozen(bool frozen) const;

  /// True while something in it is alive.
  [[nodiscard]] bool populated() const;

  /// Removes it and the link. False when it is in use still, as it is for a moment after an end.
  [[nodiscard]] bool remove() const;

 private:
  std::filesystem::path directory_;
  std::filesystem::path link_;
};

}  // namespace spotdrill
