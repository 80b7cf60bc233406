#include "apps/temporary_directory.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "host/cgroup.hpp"

namespace spotdrill::apps {
namespace {

/// Whether some process was started for `data`: its instances name it on their command lines, and
/// outlive their server for a while.
bool anything_lives_in(const std::filesystem::path& data) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc", error}) {
    const auto line = read_text(entry.path() / "cmdline");
    if (line && line->find(data.string()) != std::string::npos) return true;
  }
  return false;
}

/// A mount below `data` leads elsewhere: nothing there is ours to delete.
bool anything_is_mounted_in(const std::filesystem::path& data) {
  const auto mounts = read_text("/proc/self/mountinfo");
  return !mounts || mounts->find(data.string() + "/") != std::string::npos;
}

bool is_leftover(const std::filesystem::path& path) {
  struct stat status{};
  if (!path.filename().string().starts_with(temporary_prefix)) return false;
  if (::lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return false;
  if (status.st_uid != ::geteuid()) return false;
  // A server that is just starting has not locked its directory yet.
  return ::access((path / "lock").c_str(), F_OK) == 0 && !DataLock::held(path);
}

/// Those of instances that ended when their server was there no more. False when one is in use
/// still, as it is for a moment after an end.
bool remove_cgroups(const std::filesystem::path& data) {
  std::error_code error;
  bool all = true;
  for (const auto& entry : std::filesystem::directory_iterator{data / "instances", error}) {
    all = Cgroup::find(entry.path()).remove() && all;
  }
  return all;
}

}  // namespace

Result<std::filesystem::path, std::string> make_temporary_directory() {
  std::error_code error;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
  if (error) return refuse(std::string{"$TMPDIR is no directory."});
  std::string name = (parent / temporary_prefix).string() + "XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) {
    return refuse(
        fmt::format("Cannot make a directory in {}: {}.", parent.string(), std::strerror(errno)));
  }
  return std::filesystem::path{name};
}

Result<TemporaryDirectory, std::string> TemporaryDirectory::make() {
  std::filesystem::path path = TRY(make_temporary_directory());
  DataLock lock = TRY(DataLock::take(path));
  return TemporaryDirectory{std::move(path), std::move(lock)};
}

void sweep_leftovers(const std::filesystem::path& directory) {
  std::error_code error;
  std::vector<std::filesystem::path> leftovers;
  for (const auto& entry : std::filesystem::directory_iterator{directory, error}) {
    if (is_leftover(entry.path())) leftovers.push_back(entry.path());
  }
  for (const std::filesystem::path& path : leftovers) {
    if (anything_lives_in(path) || anything_is_mounted_in(path)) continue;
    const auto lock = DataLock::take(path);  // Another run may sweep at the same time.
    // Else a later run sweeps it.
    if (lock && remove_cgroups(path)) std::filesystem::remove_all(path, error);
  }
}

}  // namespace spotdrill::apps
