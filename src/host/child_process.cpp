#include "host/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <fmt/format.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

extern char** environ;

namespace spotdrill {
namespace {

// The attributes and file actions of posix_spawn, which must be destroyed.
class SpawnPlan {
 public:
  SpawnPlan() {
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_init(&actions);
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
  }
  ~SpawnPlan() {
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  posix_spawnattr_t attributes{};
  posix_spawn_file_actions_t actions{};
};

// Above every number that the actions below give out, so that none overwrites another.
constexpr int parking_fd = 20;

int parked(int fd) {
  return ::fcntl(fd, F_DUPFD_CLOEXEC, parking_fd);
}

}  // namespace

Result<pid_t, std::string> start_program(const std::filesystem::path& program,
                                         const std::vector<std::string>& arguments, int control,
                                         int output) {
  SpawnPlan plan;
  const Descriptor control_copy{control >= 0 ? parked(control) : -1};
  const Descriptor output_copy{output >= 0 ? parked(output) : -1};
  posix_spawn_file_actions_addopen(&plan.actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&plan.actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&plan.actions, 2, "/dev/null", O_WRONLY, 0);
  if (output_copy.valid()) {
    posix_spawn_file_actions_adddup2(&plan.actions, output_copy.get(), 1);
    posix_spawn_file_actions_adddup2(&plan.actions, output_copy.get(), 2);
  }
  int first_closed = 3;
  if (control_copy.valid()) {
    posix_spawn_file_actions_adddup2(&plan.actions, control_copy.get(), 3);
    first_closed = 4;
  }
  posix_spawn_file_actions_addclosefrom_np(&plan.actions, first_closed);
  std::vector<char*> words;
  const std::string name = program.filename();
  words.push_back(const_cast<char*>(name.c_str()));
  for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  pid_t pid = -1;
  const int error =
      posix_spawn(&pid, program.c_str(), &plan.actions, &plan.attributes, words.data(), environ);
  if (error != 0) return refuse(fmt::format("{}: {}", program.string(), std::strerror(error)));
  return pid;
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

Descriptor watch_process(pid_t pid) {
  return Descriptor{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};
}

bool signal_process(int pidfd, int signal) {
  return ::syscall(SYS_pidfd_send_signal, pidfd, signal, nullptr, 0) == 0;
}

int reap_process(int pidfd) {
  siginfo_t info{};
  // One that an earlier daemon started is not our child: there is nothing to take away then.
  const bool ours = ::waitid(P_PIDFD, static_cast<id_t>(pidfd), &info, WEXITED | WNOHANG) == 0;
  return ours && info.si_code == CLD_EXITED ? info.si_status : -1;
}

std::string run_program(const std::filesystem::path& program,
                        const std::vector<std::string>& arguments, int seconds_max, int& code) {
  code = -1;
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  const Descriptor reader{ends[0]};
  Descriptor writer{ends[1]};
  const auto pid = start_program(program, arguments, -1, writer.get());
  writer.reset();
  if (!pid.has_value()) return pid.error();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{seconds_max};
  std::string printed;
  constexpr std::size_t printed_bytes_max = 64 << 10;
  std::array<char, 4096> buffer;
  while (printed.size() < printed_bytes_max) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd polled{reader.get(), POLLIN, 0};
    if (left.count() <= 0 || ::poll(&polled, 1, static_cast<int>(left.count())) <= 0) {
      ::kill(*pid, SIGKILL);
      break;
    }
    const ssize_t got = ::read(reader.get(), buffer.data(), buffer.size());
    if (got <= 0) break;
    printed.append(buffer.data(), static_cast<std::size_t>(got));
  }
  if (printed.size() >= printed_bytes_max) ::kill(*pid, SIGKILL);  // It prints without end.
  int status = 0;
  if (::waitpid(*pid, &status, 0) == *pid && WIFEXITED(status)) code = WEXITSTATUS(status);
  return printed;
}

std::string find_executable(std::string_view name, std::span<const char* const> directories) {
  for (const char* directory : directories) {
    std::string path = fmt::format("{}/{}", directory, name);
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

}  // namespace spotdrill
