#include "host/disk_guard.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <limits>
#include <system_error>

namespace spotdrill {

namespace fs = std::filesystem;

std::uint64_t free_bytes(const fs::path& path) {
  struct statvfs about{};
  // What cannot be looked at must not end anything.
  if (::statvfs(path.c_str(), &about) != 0) return std::numeric_limits<std::uint64_t>::max();
  return static_cast<std::uint64_t>(about.f_bavail) * about.f_frsize;
}

std::uint64_t suitable_free_bytes(const fs::path& path) {
  constexpr std::uint64_t usual = 256ULL << 20;
  struct statvfs about{};
  if (::statvfs(path.c_str(), &about) != 0) return usual;
  return std::min<std::uint64_t>(usual, std::uint64_t{about.f_blocks} * about.f_frsize / 10);
}

std::uint64_t occupied_bytes(const fs::path& directory) {
  constexpr int entries_max = 1'000'000;
  constexpr std::uint64_t block_bytes = 512;  // st_blocks' unit, whatever the file system's.
  std::uint64_t total = 0;
  int count = 0;
  std::error_code error;
  fs::recursive_directory_iterator entries{directory, fs::directory_options::skip_permission_denied,
                                           error};
  for (const fs::recursive_directory_iterator end;
       !error && entries != end && ++count < entries_max; entries.increment(error)) {
    struct stat about{};
    if (::lstat(entries->path().c_str(), &about) == 0) {
      total += static_cast<std::uint64_t>(about.st_blocks) * block_bytes;
    }
  }
  return total;
}

}  // namespace spotdrill
