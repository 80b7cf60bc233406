#include "init/launcher.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "init/boot.hpp"
#include "init/clone.hpp"
#include "init/files.hpp"
#include "init/network_keeper.hpp"
#include "init/protocol.hpp"

namespace spotdrill::init {
namespace {

[[noreturn]] void fail(Control& control, const Outcome& outcome) {
  Message message{.kind = Kind::Failed, .a = outcome.error};
  std::snprintf(message.text, sizeof message.text, "%s", outcome.step.c_str());
  control.send(message);
  _exit(1);
}

std::uint64_t namespaces_of(const Config& config) {
  constexpr std::uint64_t own =
      CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC;
  return config.mode == "userns" ? own | CLONE_NEWUSER : own;
}

// newuidmap PID 0 UID 1 1 START COUNT: root is this user, the others are its subordinate ids.
Outcome map_by_helper(const char* helper, pid_t child, unsigned own, const IdRange& range) {
  const std::string words[] = {std::to_string(child), std::to_string(own),
                               std::to_string(range.start), std::to_string(range.count)};
  const pid_t pid = fork();
  if (pid < 0) return failure(helper);
  if (pid == 0) {
    execlp(helper, helper, words[0].c_str(), "0", words[1].c_str(), "1", "1", words[2].c_str(),
           words[3].c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  if (waitpid(pid, &status, 0) != pid || status != 0) return {helper, EPERM};
  return done();
}

Outcome map_one_id(pid_t child, const char* file, unsigned own) {
  const std::string path = "/proc/" + std::to_string(child) + file;
  const std::string line = "0 " + std::to_string(own) + " 1\n";
  const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0 || write(fd, line.data(), line.size()) < 0) return failure("write " + path);
  close(fd);
  return done();
}

// A map of several ranges must be written from the parent's user namespace.
Outcome map_ids(const Config& config, pid_t child) {
  if (config.subuid.count > 0 && config.subgid.count > 0) {
    STEP(map_by_helper("newuidmap", child, getuid(), config.subuid));
    return map_by_helper("newgidmap", child, getgid(), config.subgid);
  }
  const int fd =
      open(("/proc/" + std::to_string(child) + "/setgroups").c_str(), O_WRONLY | O_CLOEXEC);
  if (fd >= 0) {
    (void)!write(fd, "deny", 4);
    close(fd);
  }
  STEP(map_one_id(child, "/uid_map", getuid()));
  return map_one_id(child, "/gid_map", getgid());
}

int open_directory_at(const std::string& path) {
  return open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

// Opens what the instance's processes will be started in, before its own root hides it.
int open_cgroup(Config& config) {
  if (config.cgroup.empty()) return -1;
  config.cgroup_fd = open_directory_at(config.cgroup + "/" + cgroup_processes_name);
  return open_directory_at(config.cgroup);
}

// Where this is refused the daemon sees an empty cgroup and does without.
void enter_cgroup(const Config& config) {
  if (config.cgroup.empty()) return;
  const int fd = open((config.cgroup + "/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  (void)!write(fd, "0", 1);
  close(fd);
}

// Clones, maps the ids, and lets the child go on. Gives 0 in the child.
Outcome clone_mapped(const Config& config, std::uint64_t flags, int exit_signal, Control* control,
                     long& pid, int cgroup_fd = -1, NetworkKeeper* keeper = nullptr) {
  int gate[2];
  if (pipe2(gate, O_CLOEXEC) != 0) return failure("pipe");
  pid = clone_into(flags, exit_signal, cgroup_fd);
  if (pid < 0) return failure("clone3");
  if (pid == 0) {
    char go = 0;
    close(gate[1]);
    if (read(gate[0], &go, 1) != 1) _exit(1);  // The launcher said why.
    close(gate[0]);
    if ((flags & CLONE_NEWUSER) != 0 && (setgid(0) != 0 || setuid(0) != 0)) {
      return failure("become root of the user namespace");
    }
    return done();
  }
  close(gate[0]);
  // Before anything that PID 1 may say.
  if (control != nullptr) control->send({.kind = Kind::Launched, .a = pid});
  if ((flags & CLONE_NEWUSER) != 0) STEP(map_ids(config, static_cast<pid_t>(pid)));
  if (keeper != nullptr) STEP(keeper->open_namespaces(config, static_cast<pid_t>(pid)));
  const bool opened = write(gate[1], "g", 1) == 1;
  close(gate[1]);
  return opened ? done() : failure("start PID 1");
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  // The usual soft limit of an Amazon Linux shell; the daemon's own is far higher.
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65535);
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

void launch(Config& config, Control& control) {
  raise_descriptor_limit();
  const int cgroup = open_cgroup(config);
  if (config.mode == "plain") {
    enter_cgroup(config);
    if (cgroup >= 0) close(cgroup);
    // The supervisor is the process that the daemon started.
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) fail(control, failure("subreaper"));
    if (const Outcome outcome = run_plain(config, control); outcome.failed())
      fail(control, outcome);
    _exit(0);
  }
  NetworkKeeper keeper;
  if (const Outcome outcome = keeper.prepare(config); outcome.failed()) fail(control, outcome);
  long pid = 0;
  // CLONE_PARENT: PID 1 is the daemon's own child.
  const Outcome cloned =
      clone_mapped(config, namespaces_of(config) | CLONE_PARENT, 0, &control, pid, cgroup, &keeper);
  if (cloned.failed()) fail(control, cloned);
  if (pid != 0) {
    keeper.start(config, cgroup);
    _exit(0);
  }
  keeper.become_instance(config);
  if (cgroup >= 0) close(cgroup);
  if (const Outcome outcome = run_instance(config, control); outcome.failed()) {
    fail(control, outcome);
  }
  _exit(0);
}

int check_mode(Config& config) {
  long pid = 0;
  const Outcome cloned = clone_mapped(config, namespaces_of(config), SIGCHLD, nullptr, pid);
  if (cloned.failed()) {
    std::printf("%s: %s\n", cloned.step.c_str(), std::strerror(cloned.error));
    return 1;
  }
  if (pid == 0) {
    const Outcome outcome = rehearse_instance(config);
    for (const std::string& notice : config.notices) std::printf("%s\n", notice.c_str());
    if (outcome.failed()) {  // Last: the daemon takes the last line for the reason.
      std::printf("%s: %s\n", outcome.step.c_str(), std::strerror(outcome.error));
    }
    std::fflush(stdout);
    _exit(outcome.failed() ? 1 : 0);
  }
  int status = 0;
  waitpid(static_cast<pid_t>(pid), &status, 0);
  return status == 0 ? 0 : 1;
}

namespace {

// Runs a program of the host's with the ids that instances have.
int run_mapped(const Config& config, const char* const* words) {
  long pid = 0;
  const std::uint64_t flags = config.mode == "userns" ? CLONE_NEWUSER : 0;
  const Outcome cloned = clone_mapped(config, flags, SIGCHLD, nullptr, pid);
  if (cloned.failed()) {
    std::fprintf(stderr, "spotdrill-init: %s: %s\n", cloned.step.c_str(),
                 std::strerror(cloned.error));
    return 1;
  }
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    execvp(words[0], const_cast<char* const*>(words));
    _exit(127);
  }
  int status = 0;
  waitpid(static_cast<pid_t>(pid), &status, 0);
  return status == 0 ? 0 : 1;
}

}  // namespace

int copy_tree(Config& config, const char* from, const char* to) {
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  const char* const clear[] = {"rm", "-rf", "--one-file-system", "--", to, nullptr};
  const char* const copy[] = {"cp", "-a", "--reflink=auto", "--sparse=always", "--",
                              from, to,   nullptr};
  return run_mapped(config, clear) == 0 ? run_mapped(config, copy) : 1;
}

int remove_tree(Config& config, const char* path) {
  const char* const words[] = {"rm", "-rf", "--one-file-system", "--", path, nullptr};
  return run_mapped(config, words);
}

}  // namespace spotdrill::init
