#include "apps/interrupts.hpp"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace spotdrill::apps {
namespace {

volatile sig_atomic_t interrupts_seen = 0;
volatile sig_atomic_t interrupts_hushed = 0;

/// Async-signal-safe: the answer has to come at once, whatever the drill is waiting for.
void on_interrupt(int) {
  constexpr std::string_view answer =
      "\nInterrupted: ending what was started; once more ends it at once\n";
  const int error = errno;
  interrupts_seen = interrupts_seen + 1;
  if (interrupts_seen == 1 && interrupts_hushed == 0) {
    // A terminal that is gone needs no answer.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, answer.data(), answer.size());
  }
  errno = error;
}

}  // namespace

void catch_interrupts() {
  struct sigaction action{};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  struct sigaction before{};
  ::sigaction(SIGHUP, nullptr, &before);
  if (before.sa_handler != SIG_IGN) ::sigaction(SIGHUP, &action, nullptr);
}

void hush_interrupts() {
  interrupts_hushed = 1;
}

int interrupts() {
  return interrupts_seen;
}

}  // namespace spotdrill::apps
