#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "checkpoint/error.hpp"
#include "checkpoint/imds.hpp"
#include "checkpoint/sigterm.hpp"

namespace spotdrill::checkpoint {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Of the pauses after errors: a notice that comes meanwhile still leaves a minute and a half.
constexpr milliseconds pause_max = std::chrono::seconds{30};

}  // namespace

std::optional<milliseconds> Warning::left() const {
  if (!deadline) return {};
  return std::chrono::floor<milliseconds>(*deadline - std::chrono::system_clock::now());
}

class Watch::Impl {
 public:
  Impl(WatchOptions options, std::optional<Endpoint> endpoint)
      : options_(std::move(options)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (endpoint) imds_.emplace(std::move(*endpoint), wake_);
  }
  ~Impl();

  std::error_code start();
  [[nodiscard]] bool stop_requested() const noexcept {
    return noticed_ || (catches_ && sigterm_came());
  }

 private:
  void run();
  void poll();
  void tell(const Warning& warning);

  WatchOptions options_;
  int wake_;  ///< Readable: SIGTERM came, or the watch ends.
  std::optional<Imds> imds_;
  bool catches_ = false;
  std::thread thread_;
  std::atomic<bool> ending_ = false;
  std::atomic<bool> noticed_ = false;

  // The thread's own.
  std::optional<std::chrono::system_clock::time_point> deadline_;
  bool rebalance_told_ = false;
  Clock::time_point next_poll_ = Clock::now();
  milliseconds pause_ = options_.interval;  ///< Longer after errors.
  std::minstd_rand random_{std::random_device{}()};
};

Watch::Impl::~Impl() {
  if (catches_) release_sigterm();
  if (thread_.joinable()) {
    ending_ = true;
    ::eventfd_write(wake_, 1);
    thread_.join();
  }
  if (wake_ >= 0) ::close(wake_);
}

std::error_code Watch::Impl::start() {
  if (wake_ < 0) return last_error();
  if (options_.sigterm) {
    if (const auto error = catch_sigterm(wake_)) return error;
    catches_ = true;
  }
  // Signals are for the job's threads; this one has all of them blocked.
  sigset_t all, kept;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &kept);
  std::error_code error;
  try {
    thread_ = std::thread{&Impl::run, this};
  } catch (const std::system_error& failure) {
    error = failure.code();
  }
  ::pthread_sigmask(SIG_SETMASK, &kept, nullptr);
  return error;
}

void Watch::Impl::run() {
  bool sigterm_told = false;
  while (!ending_) {
    eventfd_t count = 0;
    ::eventfd_read(wake_, &count);
    if (catches_ && !sigterm_told && sigterm_came()) {
      sigterm_told = true;
      tell({.kind = Warning::Kind::Sigterm, .deadline = deadline_});
    }
    const bool asks = imds_ && !noticed_;  // A notice is not withdrawn.
    if (asks && Clock::now() >= next_poll_) poll();
    if (!ending_) (void)wait_for(-1, 0, asks ? next_poll_ : Clock::time_point::max(), wake_);
  }
}

void Watch::Impl::poll() {
  const auto warning = imds_->ask();
  if (warning.error() == std::errc::operation_canceled) return;
  const milliseconds longer = std::max(options_.interval, std::min(2 * pause_, pause_max));
  pause_ = warning ? options_.interval : longer;
  // Jobs that were started together shall not ask together: a tenth more or less.
  std::uniform_real_distribution<double> jitter{0.9, 1.1};
  next_poll_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(jitter(random_) * pause_);
  if (!warning || !*warning) return;
  const bool notice = (*warning)->kind == Warning::Kind::InterruptionNotice;
  if (!notice && std::exchange(rebalance_told_, true)) return;
  if (notice) {
    deadline_ = (*warning)->deadline;
    noticed_ = true;
  }
  tell(**warning);
}

void Watch::Impl::tell(const Warning& warning) {
  if (!options_.on_warning) return;
  try {
    options_.on_warning(warning);
  } catch (...) {  // It has nowhere to go; stop_requested() holds all the same.
  }
}

Result<Watch> Watch::start(WatchOptions options) {
  std::optional<Endpoint> endpoint;
  if (options.metadata) {
    auto found = metadata_endpoint(options.endpoint);
    if (!found) return found.error();
    endpoint = std::move(*found);
  }
  auto impl = std::make_unique<Impl>(std::move(options), std::move(endpoint));
  if (const auto error = impl->start()) return error;
  return Watch{std::move(impl)};
}

bool Watch::stop_requested() const noexcept {
  return impl_->stop_requested();
}

Watch::Watch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Watch::Watch(Watch&&) noexcept = default;
Watch& Watch::operator=(Watch&&) noexcept = default;
Watch::~Watch() = default;

}  // namespace spotdrill::checkpoint
