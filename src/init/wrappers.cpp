#include "init/wrappers.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "init/files.hpp"
#include "init/host_command.hpp"
#include "init/mount_commands.hpp"
#include "init/report.hpp"
#include "init/shims.hpp"
#include "init/units/client.hpp"
#include "init/volume_commands.hpp"

namespace spotdrill::init {
namespace {

// Parts of systemd that are daemons of their own. A question is answered, if with no.
int run_systemd_command(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const int code = run_host_command(
      name, argv, "System has not been booted with systemd as init system (PID 1). Can't operate.",
      1);
  if (code != 0 && !contains({"", "status", "show", "help"}, verb_of(words))) {
    report_unavailable("command", joined(name, words),
                       std::string{name} +
                           " needs a daemon of systemd's that instances here have "
                           "not.");
  }
  return code;
}

// The host's client is there, its daemon is not: no socket of the host is in an instance. podman
// needs none, and does not run containers here as EC2's end would meet them (ADR 0013).
int run_docker(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const std::string_view verb = verb_of(words);
  const bool podman = std::strcmp(name, "podman") == 0;
  const bool remote =
      !podman && (std::getenv("DOCKER_HOST") != nullptr || exists("/var/run/docker.sock"));
  if (!remote && !verb.empty() && !contains({"version", "help", "context", "config"}, verb)) {
    report_unavailable("command", std::string{name} + " " + std::string{verb},
                       podman ? "Instances here run no containers."
                              : "Instances here have no Docker daemon, so that no container runs.");
  }
  const std::string path = host_command(name);
  if (!path.empty()) execv(path.c_str(), argv);
  std::fprintf(stderr, "%s: not in this instance: its host has none\n", name);
  return 127;
}

struct Wrapper {
  const char* name;
  int (*run)(const char* name, int argc, char** argv);
  bool needs_command;
};

// Every machine image has those that need no command of the host's.
constexpr Wrapper wrappers[] = {
    {"systemctl", units::run_unit_command, false},
    {"journalctl", units::run_unit_command, false},
    {"systemd-run", units::run_unit_command, false},
    {"systemd-cat", units::run_unit_command, false},
    {"systemd-notify", units::run_unit_command, false},
    {"hostnamectl", run_systemd_command, true},
    {"timedatectl", run_systemd_command, true},
    {"loginctl", run_systemd_command, true},
    {"service", units::run_unit_command, false},
    {"mount", run_mount, false},
    {"umount", run_umount, false},
    {"mkfs", run_mkfs, false},
    {"mkfs.ext2", run_mkfs, false},
    {"mkfs.ext3", run_mkfs, false},
    {"mkfs.ext4", run_mkfs, false},
    {"mkfs.xfs", run_mkfs, false},
    {"mke2fs", run_mkfs, false},
    {"lsblk", run_lsblk, false},
    {"blkid", run_blkid, false},
    {"file", run_file, false},
    {"resize2fs", run_resize, false},
    {"xfs_growfs", run_resize, false},
    {"growpart", run_growpart, false},
    {"e2label", run_label, false},
    {"tune2fs", run_label, false},
    {"fsck", run_check_disk, false},
    {"fsck.ext4", run_check_disk, false},
    {"e2fsck", run_check_disk, false},
    {"xfs_repair", run_check_disk, false},
    {"wipefs", run_wipefs, false},
    // DEVIATION: images of Amazon Linux 2023 have cron and at only once they are installed.
    {"crontab", units::run_schedule_command, false},
    {"at", units::run_schedule_command, false},
    {"batch", units::run_schedule_command, false},
    {"atq", units::run_schedule_command, false},
    {"atrm", units::run_schedule_command, false},
    {"docker", run_docker, true},
    {"docker-compose", run_docker, true},
    {"podman", run_docker, true},
};

}  // namespace

Outcome link_wrappers(const std::string& directory) {
  for (const Wrapper& wrapper : wrappers) {
    if (wrapper.needs_command && host_command(wrapper.name).empty()) continue;
    if (symlink("spotdrill-init", (directory + "/" + wrapper.name).c_str()) != 0) {
      return failure("make the command " + std::string{wrapper.name});
    }
  }
  return done();
}

int run_wrapper(const char* name, int argc, char** argv) {
  for (const Wrapper& wrapper : wrappers) {
    if (std::strcmp(wrapper.name, name) == 0) return wrapper.run(name, argc, argv);
  }
  return -1;
}

}  // namespace spotdrill::init
