// What an instance is told at its start: the configuration of its PID 1 and its environment.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/clock.hpp"
#include "engine/process_host.hpp"
#include "host/linux_process_host.hpp"

namespace spotdrill {

/// Subordinate ids of an ordinary user, as /etc/subuid and /etc/subgid have them.
struct SubordinateIds {
  long first_uid = 0;
  long uid_count = 0;
  long first_gid = 0;
  long gid_count = 0;

  [[nodiscard]] bool usable() const { return uid_count > 0 && gid_count > 0; }
};

/// Those of the user who runs this; none where newuidmap is missing.
SubordinateIds find_subordinate_ids();

/// The environment of an instance's programs. Nothing of the daemon's own is in it.
std::vector<std::string> guest_environment(const InstanceBoot& boot, const HostOptions& options,
                                           HostMode mode, const Clock& clock);

/// Writes the configuration of PID 1 and the user data's scripts below `instance_dir`. `cgroup` is
/// the directory of the instance's cgroup, empty for none.
/// Errors: one sentence.
Result<void, std::string> write_boot_files(const std::filesystem::path& instance_dir,
                                           const InstanceBoot& boot, const HostOptions& options,
                                           HostMode mode, const SubordinateIds& ids,
                                           const Clock& clock,
                                           const std::filesystem::path& cgroup = {});

/// Writes what spotdrill-init's helpers ('copy', 'remove') need of it. Errors: one sentence.
Result<void, std::string> write_helper_config(const std::filesystem::path& path, HostMode mode,
                                              const SubordinateIds& ids);

}  // namespace spotdrill
