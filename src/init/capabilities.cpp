#include "init/capabilities.hpp"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace spotdrill::init {
namespace {

// CAP_MKNOD is not among them: a device node would reach the host's disks.
constexpr int kept[] = {CAP_CHOWN,    CAP_DAC_OVERRIDE,     CAP_FOWNER,     CAP_FSETID,
                        CAP_KILL,     CAP_SETGID,           CAP_SETUID,     CAP_SETPCAP,
                        CAP_SYS_NICE, CAP_NET_BIND_SERVICE, CAP_SYS_CHROOT, CAP_AUDIT_WRITE,
                        CAP_SETFCAP};

constexpr std::uint64_t kept_mask() {
  std::uint64_t mask = 0;
  for (const int capability : kept) mask |= std::uint64_t{1} << capability;
  return mask;
}

// PID 1's alone: to see what another user's processes have open, and to do with volumes what its
// commands ask it for (volumes.hpp). A program that it starts has at most what is in the bounding
// set.
constexpr std::uint64_t own_mask =
    kept_mask() | std::uint64_t{1} << CAP_SYS_PTRACE | std::uint64_t{1} << CAP_SYS_ADMIN |
    std::uint64_t{1} << CAP_SYS_RESOURCE | std::uint64_t{1} << CAP_MKNOD;

}  // namespace

Outcome drop_capabilities() {
  constexpr std::uint64_t mask = kept_mask();
  for (int capability = 0; capability <= 63; ++capability) {
    if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) < 0) break;  // Past the kernel's last one.
    if ((mask >> capability & 1) != 0) continue;
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) return failure("drop capabilities");
  }
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2] = {};
  if (syscall(SYS_capget, &header, data) != 0) return failure("capget");
  for (unsigned word = 0; word < 2; ++word) {
    // A container's root has less than all.
    data[word].permitted &= static_cast<std::uint32_t>(own_mask >> (32 * word));
    data[word].effective = data[word].permitted;
    data[word].inheritable = 0;
  }
  if (syscall(SYS_capset, &header, data) != 0) return failure("capset");
  return done();
}

}  // namespace spotdrill::init
