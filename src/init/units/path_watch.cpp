#include "init/units/path_watch.hpp"

#include <dirent.h>
#include <glob.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "init/files.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::uint32_t gone = IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB;
constexpr std::uint32_t on_the_way = gone | IN_CREATE | IN_MOVED_TO;
constexpr std::uint32_t changes =
    gone | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;

bool looks_at_changes(const std::string& kind) {
  return kind == "PathChanged" || kind == "PathModified";
}

std::uint32_t events_of(const std::string& kind) {
  if (kind == "PathChanged") return changes;
  // "the associated unit is also triggered on simple writes to the file being watched".
  if (kind == "PathModified") return changes | IN_MODIFY;
  if (kind == "DirectoryNotEmpty") return on_the_way;
  return gone;
}

bool has_match(const std::string& pattern) {
  glob_t found{};
  const bool any = glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0 && found.gl_pathc > 0;
  globfree(&found);
  return any;
}

bool has_entries(const std::string& path) {
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return false;
  bool any = false;
  while (const dirent* entry = readdir(directory)) {
    any = std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0;
    if (any) break;
  }
  closedir(directory);
  return any;
}

}  // namespace

PathWatch::PathWatch(const Path& path) {
  for (const Path::Watch& watch : path.watches) watched_.push_back({watch, exists(watch.path), {}});
}

PathWatch::~PathWatch() {
  close();
}

void PathWatch::close() {
  if (inotify_ >= 0) ::close(inotify_);
  inotify_ = -1;
}

bool PathWatch::open() {
  close();
  inotify_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (inotify_ < 0) return false;
  for (Watched& watched : watched_) {
    if (!add(watched)) return false;
  }
  return true;
}

bool PathWatch::add(Watched& watched) {
  const std::string& path = watched.watch.path;
  watched.own.reset();
  // From the root on; beyond what is not there nothing can be watched, nor has it to be.
  for (std::size_t slash = 0; slash != std::string::npos; slash = path.find('/', slash + 1)) {
    const std::string parent = slash == 0 ? "/" : path.substr(0, slash);
    if (parent == path) break;
    if (inotify_add_watch(inotify_, parent.c_str(), on_the_way | IN_MASK_ADD) >= 0) continue;
    return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
  }
  const int own =
      inotify_add_watch(inotify_, path.c_str(), events_of(watched.watch.kind) | IN_MASK_ADD);
  if (own >= 0) watched.own = own;
  return own >= 0 || errno == ENOENT || errno == ENOTDIR || errno == EACCES;
}

bool PathWatch::fulfilled(bool only_state) {
  bool any = false;
  for (Watched& watched : watched_) {
    const std::string& path = watched.watch.path;
    if (looks_at_changes(watched.watch.kind)) {
      const bool there = exists(path);
      any = any || (!only_state && there != watched.existed);
      watched.existed = there;
    } else if (watched.watch.kind == "PathExistsGlob") {
      any = any || has_match(path);
    } else if (watched.watch.kind == "DirectoryNotEmpty") {
      any = any || has_entries(path);
    } else {
      any = any || exists(path);
    }
  }
  return any;
}

void make_watched_directories(const Path& path) {
  for (const Path::Watch& watch : path.watches) {
    if (watch.kind == "PathExists" || watch.kind == "PathExistsGlob") continue;
    (void)make_directories(watch.path, path.directory_mode).failed();
  }
}

bool PathWatch::changed() {
  bool any = false;
  alignas(inotify_event) char buffer[4096];
  ssize_t got = 0;
  while ((got = read(inotify_, buffer, sizeof buffer)) > 0) {
    for (ssize_t at = 0; at < got;) {
      inotify_event event{};
      std::memcpy(&event, buffer + at, sizeof event);
      at += static_cast<ssize_t>(sizeof event + event.len);
      for (const Watched& watched : watched_) {
        any = any || (looks_at_changes(watched.watch.kind) && watched.own == event.wd);
      }
    }
  }
  return any;
}

}  // namespace spotdrill::init::units
