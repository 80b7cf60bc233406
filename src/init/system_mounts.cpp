#include "init/system_mounts.hpp"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "init/cloud_init.hpp"
#include "init/files.hpp"
#include "init/guest_files.hpp"
#include "init/machine.hpp"
#include "init/root_volume.hpp"

namespace spotdrill::init {
namespace {

Outcome mount_tmpfs(const std::string& target, const char* options, unsigned long flags) {
  STEP(make_directories(target, 0755));
  if (mount("tmpfs", target.c_str(), "tmpfs", flags, options) != 0) {
    return failure("tmpfs on " + target);
  }
  return done();
}

Outcome mount_proc(const Config& config, const std::string& root) {
  const std::string proc = root + "/proc";
  STEP(make_directories(proc, 0755));
  if (mount("proc", proc.c_str(), "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0) {
    return failure("mount /proc");
  }
  scatter_process_ids(config, proc);
  if (config.mode != "root") return done();
  // The host's settings; a user namespace protects them by itself.
  for (const char* name : {"/sys", "/sysrq-trigger", "/irq", "/bus"}) {
    const std::string path = proc + name;
    if (exists(path)) STEP(bind_mount(path, path, true));
  }
  return done();
}

Outcome mount_sys(const std::string& root) {
  const std::string sys = root + "/sys";
  STEP(make_directories(sys, 0755));
  constexpr unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY;
  // A container may refuse it; hardly a program misses it.
  (void)!mount("sysfs", sys.c_str(), "sysfs", flags, nullptr);
  return done();
}

Outcome mount_dev(const std::string& root) {
  const std::string dev = root + "/dev";
  STEP(mount_tmpfs(dev, "mode=755,size=1m", MS_NOSUID));
  for (const char* name : {"null", "zero", "full", "random", "urandom", "tty"}) {
    const std::string host = std::string{"/dev/"} + name;
    const std::string target = dev + "/" + name;
    if (!exists(host)) continue;
    STEP(make_mount_point(target, false));
    if (mount(host.c_str(), target.c_str(), nullptr, MS_BIND, nullptr) != 0) {
      return failure("bind " + host);
    }
  }
  const char* const links[][2] = {{"/proc/self/fd", "/fd"},
                                  {"/proc/self/fd/0", "/stdin"},
                                  {"/proc/self/fd/1", "/stdout"},
                                  {"/proc/self/fd/2", "/stderr"},
                                  {"pts/ptmx", "/ptmx"}};
  for (const auto& link : links) {
    if (symlink(link[0], (dev + link[1]).c_str()) != 0) return failure("links in /dev");
  }
  STEP(mount_tmpfs(dev + "/shm", "mode=1777", MS_NOSUID | MS_NODEV));
  const std::string pts = dev + "/pts";
  STEP(make_directories(pts, 0755));
  if (mount("devpts", pts.c_str(), "devpts", MS_NOSUID | MS_NOEXEC,
            "newinstance,ptmxmode=0666,mode=620") != 0) {
    return failure("mount /dev/pts");
  }
  // Scripts write to the console by its name; PID 1 reads it.
  const std::string console = dev + "/console";
  if (mkfifo(console.c_str(), 0622) != 0) return failure("make /dev/console");
  (void)!chmod(console.c_str(), 0622);
  return done();
}

Outcome mount_authorities(const Config& config, const std::string& root) {
  if (config.ca_bundle.empty()) return done();
  STEP(bind_mount(config.ca_bundle, root + "/etc/ssl/certs/ca-certificates.crt", true));
  // Where Red Hat's distributions keep it.
  const std::string red_hat = root + "/etc/pki/tls/certs/ca-bundle.crt";
  return exists(red_hat) ? bind_mount(config.ca_bundle, red_hat, true) : done();
}

}  // namespace

Outcome mount_system(const Config& config, const std::string& root) {
  const std::string hidden = root + config.data_dir;
  if (exists(hidden)) {
    STEP(mount_tmpfs(hidden, "mode=000,size=4k", MS_RDONLY | MS_NOSUID | MS_NODEV));
  }
  STEP(mount_proc(config, root));
  STEP(mount_sys(root));
  STEP(mount_dev(root));
  STEP(mount_tmpfs(root + "/run", "mode=755", MS_NOSUID | MS_NODEV));
  STEP(make_directories(root + "/run/lock", 01777));
  STEP(make_directories(root + "/tmp", 01777));  // On the root volume, as Amazon Linux 2 has it.
  STEP(mount_authorities(config, root));
  STEP(mount_cloud_init(config, root));
  for (const Share& share : config.shares) {
    STEP(bind_mount(share.host, root + share.guest, share.read_only));
  }
  if (!config.clock.empty()) {
    STEP(bind_mount(config.clock_library, root + clock_library_path, true));
  }
  if (!config.clock_pages.empty()) {
    // What time it is programs read; what they wait for they write.
    STEP(bind_mount(config.clock_pages + "/time", root + "/run/spotdrill/time", true));
    STEP(bind_mount(config.clock_pages + "/waits", root + "/run/spotdrill/waits", false));
  }
  return bind_mount(config.program, root + "/run/spotdrill/bin/spotdrill-init", true);
}

Outcome enter_root(const std::string& root) {
  if (chdir(root.c_str()) != 0) return failure("enter the root volume");
  if (syscall(SYS_pivot_root, ".", ".") != 0) return failure("pivot_root");
  if (umount2(".", MNT_DETACH) != 0) return failure("leave the host's root");
  if (chdir("/") != 0) return failure("enter the root volume");
  return done();
}

}  // namespace spotdrill::init
