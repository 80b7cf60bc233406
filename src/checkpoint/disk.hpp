// What a store asks of the file system, as the system calls of these names: -1 and errno when it
// failed. Tests put a disk in its place that loses what was not synced.
#pragma once

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <spotdrill/checkpoint.hpp>
#include <string>
#include <vector>

namespace spotdrill::checkpoint {

class Disk {
 public:
  using Path = const std::string&;

  virtual ~Disk() = default;
  virtual int open(Path path, int flags) { return ::open(path.c_str(), flags | O_CLOEXEC, 0666); }
  virtual int close(int file) { return ::close(file); }
  virtual int lock(int file) { return ::flock(file, LOCK_EX | LOCK_NB); }
  virtual ssize_t read(int file, char* bytes, std::size_t size, off_t at) {
    return ::pread(file, bytes, size, at);
  }
  virtual ssize_t write(int file, const char* bytes, std::size_t size, off_t at) {
    return ::pwrite(file, bytes, size, at);
  }
  virtual int fsync(int file) { return ::fsync(file); }
  virtual int rename(Path from, Path to) { return ::rename(from.c_str(), to.c_str()); }
  virtual int unlink(Path path) { return ::unlink(path.c_str()); }

  /// The names in a directory; none when it failed.
  virtual std::vector<std::string> list(Path directory) {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR*)> open{::opendir(directory.c_str()), ::closedir};
    while (const dirent* entry = open ? ::readdir(open.get()) : nullptr) {
      names.emplace_back(entry->d_name);
    }
    return names;
  }
};

/// Store::open on a disk that outlives the store.
Result<Store> open_store(std::string path, StoreOptions options, Disk& disk);

}  // namespace spotdrill::checkpoint
