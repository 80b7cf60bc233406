#include "init/network_mount.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "init/files.hpp"
#include "init/protocol.hpp"

namespace spotdrill::init {
namespace {

constexpr const char* shared_directory = "/mnt/efs";
// Where a drill's `efs:` puts the file systems that it names, each below its id.
constexpr const char* named_directories = "/mnt/.efs/";
constexpr const char* put_aside = ".below-mount";

std::string without_slashes(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return std::string{path};
}

/// The directory that stands for `source`: "fs-1:/data" is "data" in the drill's of that id, or in
/// the one that every drill shares.
std::string directory_of(std::string_view source) {
  std::string directory = shared_directory;
  const std::size_t colon = source.find(':');
  const std::string_view id = source.substr(0, source.find_first_of(".:"));
  if (const std::string named = named_directories + std::string{id};
      id.starts_with("fs-") && exists(named)) {
    directory = named;
  }
  if (colon == std::string_view::npos) return directory;
  std::string_view path = source.substr(colon + 1);
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (!part.empty() && part != "." && part != "..") directory.append("/").append(part);
  }
  return directory;
}

bool fail(const std::string& target, const std::string& what) {
  std::fprintf(stderr, "mount.nfs4: %s: %s\n", what.c_str(), std::strerror(errno));
  std::fprintf(stderr, "mount: %s: not mounted.\n", target.c_str());
  return false;
}

std::string link_target(const std::string& path) {
  char target[4096];
  const ssize_t length = readlink(path.c_str(), target, sizeof target);
  return length > 0 ? std::string(target, static_cast<std::size_t>(length)) : std::string{};
}

bool is_shared_link(const std::string& path) {
  const std::string target = link_target(path);
  return target == shared_directory || target.starts_with(std::string{shared_directory} + "/") ||
         target.starts_with(named_directories);
}

}  // namespace

bool is_network_file_system(std::string_view type, std::string_view source) {
  if (type.empty()) return source.find(":/") != std::string_view::npos;
  return type == "nfs" || type == "nfs4" || type == "efs";
}

bool is_place(std::string_view one, std::string_view other) {
  return without_slashes(one) == without_slashes(other);
}

bool mount_shared(const std::string& source, const std::string& target) {
  const std::string place = without_slashes(target);
  if (is_shared_link(place)) return true;
  struct stat there{};
  if (stat(place.c_str(), &there) != 0) {
    std::fprintf(stderr, "mount: %s: mount point does not exist.\n", place.c_str());
    return false;
  }
  if (!S_ISDIR(there.st_mode)) {
    std::fprintf(stderr, "mount: %s: mount point is not a directory.\n", place.c_str());
    return false;
  }
  const std::string directory = directory_of(source);
  if (make_directories(directory, 0777).failed()) return fail(place, directory);
  if (rmdir(place.c_str()) != 0 && std::rename(place.c_str(), (place + put_aside).c_str()) != 0) {
    return fail(place, place);
  }
  return symlink(directory.c_str(), place.c_str()) == 0 || fail(place, directory);
}

bool unmount_shared(const std::string& target) {
  const std::string path = without_slashes(target);
  if (!is_shared_link(path) || unlink(path.c_str()) != 0) return false;
  if (std::rename((path + put_aside).c_str(), path.c_str()) != 0) mkdir(path.c_str(), 0755);
  return true;
}

}  // namespace spotdrill::init
