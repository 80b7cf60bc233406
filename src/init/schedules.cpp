#include "init/schedules.hpp"

#include <dirent.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <cstring>
#include <string_view>

#include "init/files.hpp"

namespace spotdrill::init {
namespace {

constexpr const char* first_boot_mark = "/var/lib/spotdrill/first-boot";
constexpr const char* emptied_at_first[] = {crontabs_directory, at_jobs_directory,
                                            other_crontabs_directory};
constexpr const char* watched[] = {cron_directory,
                                   crontabs_directory,
                                   other_crontabs_directory,
                                   at_jobs_directory,
                                   cron_script_directories[0],
                                   cron_script_directories[1],
                                   cron_script_directories[2],
                                   cron_script_directories[3]};

void remove_files(const char* directory) {
  DIR* entries = opendir(directory);
  if (entries == nullptr) return;
  while (const dirent* entry = readdir(entries)) {
    const std::string path = directory + std::string{"/"} + entry->d_name;
    struct stat about{};
    if (lstat(path.c_str(), &about) == 0 && !S_ISDIR(about.st_mode)) unlink(path.c_str());
  }
  closedir(entries);
}

bool has_own_file(const char* directory, const OwnFiles& own) {
  bool found = false;
  DIR* entries = opendir(directory);
  if (entries == nullptr) return false;
  while (const dirent* entry = readdir(entries)) {
    const std::string path = directory + std::string{"/"} + entry->d_name;
    struct stat about{};
    found = found ||
            (entry->d_name[0] != '.' && stat(path.c_str(), &about) == 0 && own.contains(about));
  }
  closedir(entries);
  return found;
}

}  // namespace

void prepare_schedules(const Config& config) {
  for (const char* directory : watched) {
    // Where a layer below has one that nobody here may write to, it stays as it is.
    (void)!make_directories(directory, 0755).failed();
  }
  if (!config.first_boot) return;
  for (const char* directory : emptied_at_first) remove_files(directory);
  // A root volume that cannot keep it can keep no schedule either.
  (void)!make_directories("/var/lib/spotdrill", 0755).failed();
  (void)!write_file(first_boot_mark, config.id + "\n", 0644).failed();
}

OwnFiles::OwnFiles() {
  struct stat about{};
  known_ = stat(first_boot_mark, &about) == 0;
  since_ = about.st_ctim;
}

bool OwnFiles::contains(const struct stat& about) const {
  if (!known_ || !S_ISREG(about.st_mode)) return false;
  // Nobody can set this time back, as `cp -p` does the other.
  const timespec& at = about.st_ctim;
  return at.tv_sec != since_.tv_sec ? at.tv_sec > since_.tv_sec : at.tv_nsec >= since_.tv_nsec;
}

bool has_schedule() {
  const OwnFiles own;
  struct stat about{};
  if (stat(system_crontab, &about) == 0 && own.contains(about)) return true;
  for (const char* directory : watched) {
    if (has_own_file(directory, own)) return true;
  }
  return false;
}

int watch_schedules() {
  constexpr std::uint32_t changes =
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB;
  const int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (watch < 0) return -1;
  (void)inotify_add_watch(watch, "/etc", changes);
  for (const char* directory : watched) (void)inotify_add_watch(watch, directory, changes);
  return watch;
}

bool schedule_changed(int watch) {
  alignas(inotify_event) char buffer[4096];
  bool changed = false;
  ssize_t got = 0;
  while ((got = read(watch, buffer, sizeof buffer)) > 0) {
    for (ssize_t at = 0; at < got;) {
      inotify_event event{};
      std::memcpy(&event, buffer + at, sizeof event);
      const std::string_view name = event.len == 0 ? "" : buffer + at + sizeof event;
      // The first one is /etc.
      changed = changed || event.wd != 1 || name == "crontab";
      at += static_cast<ssize_t>(sizeof event + event.len);
    }
  }
  return changed;
}

}  // namespace spotdrill::init
