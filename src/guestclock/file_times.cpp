// Reading and setting the times of files: stat and its relatives, utimensat and its. Not ftw, nftw
// and fts, inside of which libc calls itself.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

#include <cerrno>
#include <initializer_list>

#include "guestclock/clock_map.hpp"
#include "guestclock/file_stamp.hpp"
#include "guestclock/stamp_history.hpp"

namespace gc = spotdrill::guestclock;

namespace spotdrill::guestclock {
namespace {

// Reads the history as it was at one moment: `read(list, count)`.
template <class Read>
timespec by_history(const TimePage& page, Read read) {
  constexpr int tries_max = 1000;  // The server's changes take a microsecond.
  std::int64_t found = 0;
  for (int tries = 0; tries < tries_max; ++tries) {
    const std::uint32_t before = page.sequence.load(std::memory_order_acquire);
    const std::uint32_t count = page.count.load(std::memory_order_relaxed);
    found = read(page.history, count < history_max ? count : history_max);
    std::atomic_thread_fence(std::memory_order_acquire);
    if (before % 2 == 0 && page.sequence.load(std::memory_order_relaxed) == before) break;
  }
  return to_timespec(found);
}

}  // namespace

void show_stamp(timespec& time) {
  const ClockMap& map = clock_map();
  if (map.time != nullptr && valid(time)) {
    time = by_history(*map.time, [&](const Ahead* list, std::uint32_t count) {
      return shown_stamp(list, count, to_ns(time));
    });
    return;
  }
  if (map.origin_ns == 0 || !valid(time)) return;
  time = to_timespec(drill_stamp(to_ns(time), map.origin_ns, map.rate));
}

void show_stamps(struct statx& about) {
  for (statx_timestamp* stamp :
       {&about.stx_atime, &about.stx_btime, &about.stx_ctime, &about.stx_mtime}) {
    timespec time{stamp->tv_sec, static_cast<long>(stamp->tv_nsec)};
    show_stamp(time);
    stamp->tv_sec = time.tv_sec;
    stamp->tv_nsec = static_cast<std::uint32_t>(time.tv_nsec);
  }
}

timespec stamp_to_set(const timespec& time) {
  const ClockMap& map = clock_map();
  if (map.time != nullptr && valid(time)) {
    return by_history(*map.time, [&](const Ahead* list, std::uint32_t count) {
      return stamp_shown_as(list, count, to_ns(time));
    });
  }
  // UTIME_NOW and UTIME_OMIT are no valid nanoseconds.
  if (map.origin_ns == 0 || !valid(time)) return time;
  return to_timespec(real_stamp(to_ns(time), map.origin_ns, map.rate));
}

}  // namespace spotdrill::guestclock

namespace {

// Programs that were linked with a libc before 2.33 call __xstat and the like.
#if defined(__x86_64__)
constexpr const char* old_version = "GLIBC_2.2.5";
#else
constexpr const char* old_version = "GLIBC_2.17";
#endif

template <class Stat>
int shown(int result, Stat* about) {
  if (result != 0 || about == nullptr) return result;
  gc::show_stamp(about->st_atim);
  gc::show_stamp(about->st_mtim);
  gc::show_stamp(about->st_ctim);
  return result;
}

template <class Function, class... Arguments>
int call(Function real, Arguments... arguments) {
  if (real != nullptr) return real(arguments...);
  errno = ENOSYS;
  return -1;
}

int set_times(int directory, const char* path, const timespec* times, int flags) {
  using Function = int (*)(int, const char*, const timespec*, int);
  static const auto real = gc::next<Function>("utimensat");
  if (times == nullptr) return call(real, directory, path, times, flags);
  const timespec stamps[2] = {gc::stamp_to_set(times[0]), gc::stamp_to_set(times[1])};
  return call(real, directory, path, static_cast<const timespec*>(stamps), flags);
}

int set_times(int fd, const timespec* times) {
  using Function = int (*)(int, const timespec*);
  static const auto real = gc::next<Function>("futimens");
  if (times == nullptr) return call(real, fd, times);
  const timespec stamps[2] = {gc::stamp_to_set(times[0]), gc::stamp_to_set(times[1])};
  return call(real, fd, static_cast<const timespec*>(stamps));
}

// False, with EINVAL, for what libc refuses.
bool from_timevals(const timeval* from, timespec (&to)[2]) {
  for (int index = 0; index < 2; ++index) {
    if (from[index].tv_usec < 0 || from[index].tv_usec >= 1'000'000) {
      errno = EINVAL;
      return false;
    }
    to[index] = {from[index].tv_sec, from[index].tv_usec * 1000};
  }
  return true;
}

int set_times(int directory, const char* path, const timeval* times, int flags) {
  timespec exact[2];
  if (times == nullptr) return set_times(directory, path, static_cast<timespec*>(nullptr), flags);
  return from_timevals(times, exact) ? set_times(directory, path, exact, flags) : -1;
}

int set_times(int fd, const timeval* times) {
  timespec exact[2];
  if (times == nullptr) return set_times(fd, static_cast<timespec*>(nullptr));
  return from_timevals(times, exact) ? set_times(fd, exact) : -1;
}

}  // namespace

#define SPOTDRILL_STAT_BY_PATH(name, type)                            \
  SPOTDRILL_EXPORT int name(const char* path, type* about) noexcept { \
    using Function = int (*)(const char*, type*);                     \
    static const auto real = gc::next<Function>(#name);               \
    return shown(call(real, path, about), about);                     \
  }
SPOTDRILL_STAT_BY_PATH(stat, struct stat)
SPOTDRILL_STAT_BY_PATH(stat64, struct stat64)
SPOTDRILL_STAT_BY_PATH(lstat, struct stat)
SPOTDRILL_STAT_BY_PATH(lstat64, struct stat64)

#define SPOTDRILL_STAT_BY_FD(name, type)                    \
  SPOTDRILL_EXPORT int name(int fd, type* about) noexcept { \
    using Function = int (*)(int, type*);                   \
    static const auto real = gc::next<Function>(#name);     \
    return shown(call(real, fd, about), about);             \
  }
SPOTDRILL_STAT_BY_FD(fstat, struct stat)
SPOTDRILL_STAT_BY_FD(fstat64, struct stat64)

#define SPOTDRILL_STAT_AT(name, type)                                                           \
  SPOTDRILL_EXPORT int name(int directory, const char* path, type* about, int flags) noexcept { \
    using Function = int (*)(int, const char*, type*, int);                                     \
    static const auto real = gc::next<Function>(#name);                                         \
    return shown(call(real, directory, path, about, flags), about);                             \
  }
SPOTDRILL_STAT_AT(fstatat, struct stat)
SPOTDRILL_STAT_AT(fstatat64, struct stat64)

#define SPOTDRILL_OLD_STAT_BY_PATH(name, type)                                     \
  SPOTDRILL_EXPORT int name(int version, const char* path, type* about) noexcept { \
    using Function = int (*)(int, const char*, type*);                             \
    static const auto real = gc::next<Function>(#name, old_version);               \
    return shown(call(real, version, path, about), about);                         \
  }
SPOTDRILL_OLD_STAT_BY_PATH(__xstat, struct stat)
SPOTDRILL_OLD_STAT_BY_PATH(__xstat64, struct stat64)
SPOTDRILL_OLD_STAT_BY_PATH(__lxstat, struct stat)
SPOTDRILL_OLD_STAT_BY_PATH(__lxstat64, struct stat64)

#define SPOTDRILL_OLD_STAT_BY_FD(name, type)                             \
  SPOTDRILL_EXPORT int name(int version, int fd, type* about) noexcept { \
    using Function = int (*)(int, int, type*);                           \
    static const auto real = gc::next<Function>(#name, old_version);     \
    return shown(call(real, version, fd, about), about);                 \
  }
SPOTDRILL_OLD_STAT_BY_FD(__fxstat, struct stat)
SPOTDRILL_OLD_STAT_BY_FD(__fxstat64, struct stat64)

#define SPOTDRILL_OLD_STAT_AT(name, type)                                              \
  SPOTDRILL_EXPORT int name(int version, int directory, const char* path, type* about, \
                            int flags) noexcept {                                      \
    using Function = int (*)(int, int, const char*, type*, int);                       \
    static const auto real = gc::next<Function>(#name, "GLIBC_2.4");                   \
    return shown(call(real, version, directory, path, about, flags), about);           \
  }
SPOTDRILL_OLD_STAT_AT(__fxstatat, struct stat)
SPOTDRILL_OLD_STAT_AT(__fxstatat64, struct stat64)

SPOTDRILL_EXPORT int statx(int directory, const char* path, int flags, unsigned mask,
                           struct statx* about) noexcept {
  using Function = int (*)(int, const char*, int, unsigned, struct statx*);
  static const auto real = gc::next<Function>("statx");
  const int result = call(real, directory, path, flags, mask, about);
  if (result == 0 && about != nullptr) gc::show_stamps(*about);
  return result;
}

SPOTDRILL_EXPORT int utimensat(int directory, const char* path, const timespec times[2],
                               int flags) noexcept {
  return set_times(directory, path, times, flags);
}

SPOTDRILL_EXPORT int futimens(int fd, const timespec times[2]) noexcept {
  return set_times(fd, times);
}

SPOTDRILL_EXPORT int utimes(const char* path, const timeval times[2]) noexcept {
  return set_times(AT_FDCWD, path, times, 0);
}

SPOTDRILL_EXPORT int lutimes(const char* path, const timeval times[2]) noexcept {
  return set_times(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}

SPOTDRILL_EXPORT int futimes(int fd, const timeval times[2]) noexcept {
  return set_times(fd, times);
}

SPOTDRILL_EXPORT int futimesat(int directory, const char* path, const timeval times[2]) noexcept {
  return path == nullptr ? set_times(directory, times) : set_times(directory, path, times, 0);
}

SPOTDRILL_EXPORT int utime(const char* path, const utimbuf* times) noexcept {
  if (times == nullptr) return set_times(AT_FDCWD, path, static_cast<timespec*>(nullptr), 0);
  const timespec exact[2] = {{times->actime, 0}, {times->modtime, 0}};
  return set_times(AT_FDCWD, path, exact, 0);
}
