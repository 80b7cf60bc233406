#include "init/clone.hpp"

#include <linux/sched.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace spotdrill::init {

long clone_into(std::uint64_t flags, int exit_signal, int cgroup_fd) {
  clone_args arguments{};
  arguments.flags = flags;
  arguments.exit_signal = static_cast<std::uint64_t>(exit_signal);
  if (cgroup_fd >= 0) {
    clone_args there = arguments;
    there.flags |= CLONE_INTO_CGROUP;
    there.cgroup = static_cast<std::uint64_t>(cgroup_fd);
    const long pid = syscall(SYS_clone3, &there, sizeof there);
    if (pid >= 0) return pid;
  }
  return syscall(SYS_clone3, &arguments, sizeof arguments);
}

}  // namespace spotdrill::init
