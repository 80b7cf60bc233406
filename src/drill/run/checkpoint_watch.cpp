#include "drill/run/checkpoint_watch.hpp"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace spotdrill::drill {

namespace {

constexpr unsigned watched_events =
    IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM | IN_ONLYDIR;

/// One that is written beside the file and closed takes its place within this, or never. Real time.
constexpr std::chrono::seconds rename_follows_within{1};

}  // namespace

CheckpointWatch::CheckpointWatch(std::filesystem::path file)
    : directory_(file.parent_path()),
      name_(file.filename().string()),
      descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  look();
}

CheckpointWatch::~CheckpointWatch() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void CheckpointWatch::look() {
  if (descriptor_ < 0) return;
  if (watch_ < 0) {
    watch_ = ::inotify_add_watch(descriptor_, directory_.c_str(), watched_events);
  }
  alignas(inotify_event) std::array<char, 16 << 10> buffer{};
  ssize_t got = 0;
  while ((got = ::read(descriptor_, buffer.data(), buffer.size())) > 0) {
    for (const char* at = buffer.data(); at < buffer.data() + got;) {
      const auto* event = reinterpret_cast<const inotify_event*>(at);
      if ((event->mask & IN_IGNORED) != 0) watch_ = -1;  // The directory is gone.
      if (event->len > 0) note(event->name, event->mask);
      at += sizeof(inotify_event) + event->len;
    }
  }
}

bool CheckpointWatch::wait(std::chrono::milliseconds at_most) const {
  pollfd waited{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return ::poll(&waited, 1, static_cast<int>(at_most.count())) > 0;
}

void CheckpointWatch::note(std::string_view name, unsigned events) {
  if ((events & IN_ISDIR) != 0 || name.find(name_) == std::string_view::npos) return;
  const bool itself = name == name_;
  if (itself && (events & (IN_DELETE | IN_MOVED_FROM)) != 0)
    gone_ = std::chrono::steady_clock::now();
  if (itself && (events & (IN_CREATE | IN_MOVED_TO)) != 0) gone_.reset();
  if ((events & (IN_CREATE | IN_MODIFY)) != 0) {
    if (itself && written_ != name_) ++seen_.in_place;
    if (written_ != name) written_since_ = std::chrono::steady_clock::now();
    written_ = name;
    closed_.reset();
    return;
  }
  if (written_ == name) note_end(!itself && (events & IN_CLOSE_WRITE) != 0);
  if (itself && (events & IN_MOVED_TO) != 0) ++seen_.replaced;
}

void CheckpointWatch::note_end(bool is_to_be_renamed) {
  const auto now = std::chrono::steady_clock::now();
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(now - written_since_);
  seen_.longest_save = std::max(seen_.longest_save.value_or(took), took);
  if (is_to_be_renamed) {
    closed_ = now;
  } else {
    written_.clear();
  }
}

bool CheckpointWatch::is_overwriting() const {
  const auto now = std::chrono::steady_clock::now();
  // What stays away was taken away for good.
  const bool away = gone_ && now - *gone_ <= rename_follows_within;
  if (away && seen_.in_place + seen_.replaced > 0) return true;
  if (written_.empty()) return false;
  if (closed_ && now - *closed_ > rename_follows_within) return false;
  // A write in place counts from its beginning.
  return seen_.in_place + seen_.replaced > (written_ == name_ ? 1 : 0);
}

void CheckpointWatch::shutdown_begun() {
  if (std::exchange(ending_, true)) return;
  seen_.cut_off = written_ == name_;
}

void CheckpointWatch::next_instance() {
  look();
  written_.clear();
  closed_.reset();
  gone_.reset();
  ending_ = false;
  seen_ = {};
}

}  // namespace spotdrill::drill
