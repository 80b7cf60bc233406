#include <atomic>
#include <cstring>
#include <ostream>
#include <spotdrill/checkpoint.hpp>

#include "checkpoint/error.hpp"

namespace spotdrill::checkpoint {

using Clock = std::chrono::steady_clock;

struct Job::Impl {
  Store store;
  JobOptions options;
  std::error_code error = {};
  bool unreadable = false;  ///< A checkpoint is there, and must not be replaced.
  bool stopped = false;
  Clock::time_point next_save = Clock::now() + options.every;
  std::atomic<bool> save_now = false;
  std::optional<Watch> watch = {};  ///< Last: its thread uses what stands before it.

  void refuse(std::error_code why) {
    error = why;
    unreadable = true;
  }
  void save(const Store::Write& write) {
    const auto saved = store.save(write);
    error = saved.error();
    next_save = Clock::now() + options.every;
    if (options.on_save) options.on_save(saved);
  }
};

Result<Job> Job::open(std::string path, JobOptions options) {
  auto store = Store::open(std::move(path), options.store);
  if (!store) return store.error();
  Job job{
      std::unique_ptr<Impl>{new Impl{.store = std::move(*store), .options = std::move(options)}}};
  WatchOptions watch_options = job.impl_->options.watch;
  watch_options.on_warning = [impl = job.impl_.get()](const Warning& warning) {
    impl->save_now = true;
    if (impl->options.watch.on_warning) impl->options.watch.on_warning(warning);
  };
  auto watch = Watch::start(std::move(watch_options));
  if (!watch) return watch.error();
  job.impl_->watch = std::move(*watch);
  return job;
}

Result<Loaded> Job::load() {
  auto loaded = impl_->store.load();
  impl_->error = loaded.error();
  if (!loaded && loaded.error() != std::errc::no_such_file_or_directory)
    impl_->refuse(loaded.error());
  return loaded;
}

bool Job::resume(void* state, std::size_t size) {
  const auto loaded = load();
  if (!loaded) return false;
  if (loaded->bytes.size() == size) {
    std::memcpy(state, loaded->bytes.data(), size);
  } else {
    impl_->refuse(error_of(EBADMSG));
  }
  return !impl_->unreadable;
}

bool Job::go_on(const Store::Write& write) {
  if (impl_->stopped || impl_->unreadable) return false;
  impl_->stopped = impl_->watch->stop_requested();
  const bool now = impl_->save_now.exchange(false);
  if (impl_->stopped || now || Clock::now() >= impl_->next_save) impl_->save(write);
  return !impl_->stopped;
}

int Job::finish(const Store::Write& write) {
  if (impl_->unreadable) return exit_failed;
  if (!impl_->stopped) impl_->save(write);
  if (impl_->error) return exit_failed;
  return impl_->stopped ? exit_start_again : exit_complete;
}

bool Job::stop_requested() const noexcept {
  return impl_->unreadable || impl_->watch->stop_requested();
}

std::error_code Job::error() const noexcept {
  return impl_->error;
}

void Job::write_bytes(std::ostream& out, const void* bytes, std::size_t size) {
  out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size));
}

Job::Job(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Job::Job(Job&&) noexcept = default;
Job& Job::operator=(Job&&) noexcept = default;
Job::~Job() = default;

}  // namespace spotdrill::checkpoint
