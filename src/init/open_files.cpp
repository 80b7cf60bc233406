// What the instance's processes have open for writing, by /proc/PID/fd and /proc/PID/fdinfo.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "init/files.hpp"
#include "init/processes.hpp"

namespace spotdrill::init {
namespace {

// SIGTERM waits for this look, so that it ends: so many descriptors in all.
constexpr std::size_t descriptors_looked_at_max = 4096;

bool below(const std::string& path, const std::vector<std::string>& places) {
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
    return path.starts_with(place) &&
           (path.size() == place.size() || place.back() == '/' || path[place.size()] == '/');
  });
}

struct Seen {
  OpenFile file;
  dev_t device = 0;
  ino_t inode = 0;
};

// "pos:\t0\nflags:\t0100001\n…", the flags in octal. Source: proc_pid_fdinfo(5).
bool read_position(const std::string& info_path, OpenFile& file) {
  std::string info;
  if (read_file(info_path, info).failed()) return false;
  long long position = 0;
  unsigned flags = 0;
  if (std::sscanf(info.c_str(), "pos: %lld flags: %o", &position, &flags) != 2) return false;
  if ((flags & O_PATH) != 0 || (flags & O_ACCMODE) == O_RDONLY) return false;
  file.position = position;
  file.append = (flags & O_APPEND) != 0;
  return true;
}

std::optional<Seen> look_at(const std::string& process, const char* number,
                            const std::vector<std::string>& places) {
  const std::string link = process + "/fd/" + number;
  char target[PATH_MAX];
  const ssize_t length = readlink(link.c_str(), target, sizeof target);
  if (length <= 0) return std::nullopt;
  Seen seen;
  seen.file.path.assign(target, static_cast<std::size_t>(length));
  if (!below(seen.file.path, places)) return std::nullopt;
  struct stat about{};
  // Without a name it goes with its process, as a temporary file is meant to.
  if (stat(link.c_str(), &about) != 0 || !S_ISREG(about.st_mode) || about.st_nlink == 0) {
    return std::nullopt;
  }
  seen.file.size = about.st_size;
  seen.device = about.st_dev;
  seen.inode = about.st_ino;
  if (!read_position(process + "/fdinfo/" + number, seen.file)) return std::nullopt;
  return seen;
}

bool same_file(const Seen& one, const Seen& other) {
  return one.device == other.device && one.inode == other.inode &&
         one.file.position == other.file.position && one.file.append == other.file.append;
}

}  // namespace

std::vector<OpenFile> Processes::open_files(const std::vector<std::string>& places,
                                            std::size_t count_max) const {
  std::vector<Seen> found;
  std::size_t looked_at = 0;
  for (const int pid : pids()) {
    const std::string process = "/proc/" + std::to_string(pid);
    DIR* descriptors = opendir((process + "/fd").c_str());
    if (descriptors == nullptr) continue;
    while (const dirent* entry = readdir(descriptors)) {
      if (found.size() >= count_max || ++looked_at > descriptors_looked_at_max) break;
      auto seen = look_at(process, entry->d_name, places);
      if (!seen) continue;
      const auto known = [&](const Seen& other) { return same_file(*seen, other); };
      if (std::any_of(found.begin(), found.end(), known)) continue;
      seen->file.pid = pid;
      seen->file.process = program_of(pid);
      found.push_back(*std::move(seen));
    }
    closedir(descriptors);
  }
  std::vector<OpenFile> files;
  for (Seen& each : found) files.push_back(std::move(each.file));
  return files;
}

}  // namespace spotdrill::init
