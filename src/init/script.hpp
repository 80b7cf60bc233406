// Starts a user data script.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace spotdrill::init {

/// Runs `path` in a session of its own with `environment`, its output going to `output`, in the
/// cgroup whose directory `cgroup_fd` is (-1: in that of this process). Gives its process id; -1
/// with errno where it could not be started. A script that cannot be executed ends with 126 or 127,
/// as from a shell, after saying why.
pid_t start_script(const std::string& path, const std::vector<std::string>& environment, int output,
                   int cgroup_fd);

}  // namespace spotdrill::init
