#include "checkpoint/sigterm.hpp"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

#include "checkpoint/error.hpp"

namespace spotdrill::checkpoint {
namespace {

constexpr int nobody = -1;

// A handler can reach globals only, and only lock-free ones.
std::atomic<int> wake_file{nobody};
std::atomic<bool> came{false};
std::atomic<int> handlers_running{0};
pid_t owner = 0;
struct sigaction before{};

void call_before(int signal, siginfo_t* info, void* context) {
  if ((before.sa_flags & SA_SIGINFO) != 0) {
    before.sa_sigaction(signal, info, context);
  } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
    before.sa_handler(signal);
  }
}

void on_sigterm(int signal, siginfo_t* info, void* context) {
  const int kept_errno = errno;
  if (::getpid() != owner) {
    ::sigaction(signal, &before, nullptr);
    ::raise(signal);  // Comes as soon as this handler has returned.
    errno = kept_errno;
    return;
  }
  ++handlers_running;
  if (const int file = wake_file; file != nobody) {
    came = true;
    const std::uint64_t one = 1;
    (void)!::write(file, &one, sizeof one);
  }
  --handlers_running;
  call_before(signal, info, context);
  errno = kept_errno;
}

}  // namespace

std::error_code catch_sigterm(int wake) {
  // What a child of fork() finds here is its parent's.
  int expected = owner == ::getpid() ? nobody : wake_file.load();
  if (!wake_file.compare_exchange_strong(expected, wake)) return error_of(EBUSY);
  came = false;
  owner = ::getpid();
  struct sigaction now{};
  ::sigaction(SIGTERM, nullptr, &now);
  if (now.sa_sigaction == on_sigterm) return {};  // In a child, or put back by who was over it.
  before = now;
  struct sigaction ours{};
  ours.sa_sigaction = on_sigterm;
  ours.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
  ::sigemptyset(&ours.sa_mask);
  ::sigaction(SIGTERM, &ours, nullptr);
  return {};
}

void release_sigterm() {
  struct sigaction now{};
  ::sigaction(SIGTERM, nullptr, &now);
  // A handler that was put over ours stays, and may go on calling ours, which then does nothing.
  if (now.sa_sigaction == on_sigterm) ::sigaction(SIGTERM, &before, nullptr);
  wake_file = nobody;
  while (handlers_running != 0) continue;
}

bool sigterm_came() noexcept {
  return came;
}

}  // namespace spotdrill::checkpoint
