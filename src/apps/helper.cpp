#include "apps/helper.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "apps/interrupts.hpp"

namespace spotdrill::apps {

pid_t start_helper(const std::function<void()>& work) {
  std::fflush(nullptr);  // What waits to be written is written once.
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  ::setpgid(0, 0);  // The terminal's Ctrl-C is the parent's to pass on.
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(1);
  hush_interrupts();
  work();
  std::fflush(nullptr);
  ::_exit(0);
}

EndedHelper wait_for_helper() {
  int status = 0;
  const pid_t pid = ::waitpid(-1, &status, WNOHANG);
  if (pid <= 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    return {};
  }
  if (WIFSIGNALED(status)) return {pid, fmt::format("was killed by signal {}", WTERMSIG(status))};
  if (WEXITSTATUS(status) == 0) return {pid, {}};
  return {pid, fmt::format("ended with exit code {}", WEXITSTATUS(status))};
}

}  // namespace spotdrill::apps
