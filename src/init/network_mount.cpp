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
constexpr const char* put_aside = ".below-mount";

bool is_network_type(std::string_view type) {
  return type == "nfs" || type == "nfs4" || type == "efs";
}

std::string without_slashes(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return std::string{path};
}

/// The blank-separated words of one line of fstab(5), up to its comment.
std::vector<std::string_view> fields_of(std::string_view line) {
  constexpr std::string_view blanks = " \t";
  std::vector<std::string_view> fields;
  line = line.substr(0, line.find('#'));
  for (;;) {
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    if (line.empty()) return fields;
    const std::size_t end = std::min(line.find_first_of(blanks), line.size());
    fields.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

std::vector<NetworkMount> of_fstab() {
  std::string text;
  std::vector<NetworkMount> mounts;
  if (read_file("/etc/fstab", text).failed()) return mounts;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::vector<std::string_view> fields = fields_of(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (fields.size() < 3 || !is_network_type(fields[2])) continue;
    mounts.push_back({std::string{fields[0]}, without_slashes(fields[1])});
  }
  return mounts;
}

/// The directory that stands for `source`: "fs-1:/data" is "data" in the shared one.
std::string directory_of(std::string_view source) {
  std::string directory = shared_directory;
  const std::size_t colon = source.find(':');
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

bool fail(const NetworkMount& mount, const char* what) {
  std::fprintf(stderr, "mount.nfs4: %s: %s\n", what, std::strerror(errno));
  std::fprintf(stderr, "mount: %s: not mounted.\n", mount.target.c_str());
  return false;
}

std::string link_target(const std::string& path) {
  char target[4096];
  const ssize_t length = readlink(path.c_str(), target, sizeof target);
  return length > 0 ? std::string(target, static_cast<std::size_t>(length)) : std::string{};
}

bool is_shared_link(const std::string& path) {
  const std::string target = link_target(path);
  return target == shared_directory || target.starts_with(std::string{shared_directory} + "/");
}

}  // namespace

std::vector<NetworkMount> network_mounts(std::string_view type,
                                         const std::vector<std::string_view>& places) {
  if (places.size() == 2) {
    const bool by_source = type.empty() && places[0].find(":/") != std::string_view::npos;
    if (!is_network_type(type) && !by_source) return {};
    return {{std::string{places[0]}, without_slashes(places[1])}};
  }
  std::vector<NetworkMount> mounts = of_fstab();
  if (places.size() == 1) {
    const std::string place = without_slashes(places[0]);
    std::erase_if(mounts, [&](const NetworkMount& mount) {
      return mount.target != place && mount.source != places[0];
    });
  }
  if (places.empty() && !type.empty() && !is_network_type(type)) return {};
  return mounts;
}

bool mount_shared(const NetworkMount& mount) {
  if (is_shared_link(mount.target)) return true;
  struct stat there{};
  if (stat(mount.target.c_str(), &there) != 0) {
    std::fprintf(stderr, "mount: %s: mount point does not exist.\n", mount.target.c_str());
    return false;
  }
  if (!S_ISDIR(there.st_mode)) {
    std::fprintf(stderr, "mount: %s: mount point is not a directory.\n", mount.target.c_str());
    return false;
  }
  const std::string directory = directory_of(mount.source);
  if (make_directories(directory, 0777).failed()) return fail(mount, directory.c_str());
  const std::string aside = mount.target + put_aside;
  if (rmdir(mount.target.c_str()) != 0 && std::rename(mount.target.c_str(), aside.c_str()) != 0) {
    return fail(mount, mount.target.c_str());
  }
  return symlink(directory.c_str(), mount.target.c_str()) == 0 || fail(mount, directory.c_str());
}

bool unmount_shared(const std::string& target) {
  const std::string path = without_slashes(target);
  if (!is_shared_link(path) || unlink(path.c_str()) != 0) return false;
  if (std::rename((path + put_aside).c_str(), path.c_str()) != 0) mkdir(path.c_str(), 0755);
  return true;
}

}  // namespace spotdrill::init
