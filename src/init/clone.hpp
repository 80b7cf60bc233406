// clone3, as far as PID 1 and its launcher need it.
#pragma once

#include <cstdint>

namespace spotdrill::init {

/// Makes a child, as fork does, in the cgroup whose directory `cgroup_fd` is: in that of this
/// process where it is -1 or the kernel refuses. Not for programs of several threads.
long clone_into(std::uint64_t flags, int exit_signal, int cgroup_fd);

}  // namespace spotdrill::init
