#include "init/volume_mount.hpp"

#include <sys/mount.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "init/mountinfo.hpp"
#include "init/volume_client.hpp"

namespace spotdrill::init {
namespace {

// Source: mount(8), "Exit status".
constexpr int volume_mount_failed = 32;

struct MountFlag {
  std::string_view option;
  unsigned long set;
};
constexpr MountFlag mount_flags[] = {
    {"ro", MS_RDONLY},
    {"noexec", MS_NOEXEC},
    {"nosuid", MS_NOSUID},
    {"noatime", MS_NOATIME},
    {"relatime", MS_RELATIME},
    {"nodiratime", MS_NODIRATIME},
    {"strictatime", MS_STRICTATIME},
    {"sync", MS_SYNCHRONOUS},
    {"dirsync", MS_DIRSYNC},
    {"remount", MS_REMOUNT},
    {"nodev", MS_NODEV},
};
// What is for mount itself, or how it is without.
constexpr std::string_view mount_words[] = {"defaults", "rw",    "nofail", "_netdev", "auto",
                                            "noauto",   "user",  "nouser", "exec",    "suid",
                                            "dev",      "async", "atime",  "users",   "group"};

unsigned long read_options(std::string_view options, std::string& others) {
  unsigned long flags = 0;
  while (!options.empty()) {
    const std::string_view option = take_until(options, ',');
    const auto* flag = std::find_if(std::begin(mount_flags), std::end(mount_flags),
                                    [&](const MountFlag& each) { return each.option == option; });
    if (flag != std::end(mount_flags)) {
      flags |= flag->set;
    } else if (!option.empty() && !option.starts_with("x-") && !option.starts_with("comment=") &&
               std::find(std::begin(mount_words), std::end(mount_words), option) ==
                   std::end(mount_words)) {
      if (!others.empty()) others += ',';
      others += option;
    }
  }
  return flags;
}

std::string real_path(const std::string& path) {
  char real[PATH_MAX];
  return realpath(path.c_str(), real) != nullptr ? real : path;
}

int complain(const std::string& place, const VolumeView& volume, int error) {
  const std::string source = volume.path();
  if (error == EBUSY) {
    std::fprintf(stderr, "mount: %s: %s already mounted on %s.\n", place.c_str(), source.c_str(),
                 volume.places.empty() ? place.c_str() : volume.places.front().c_str());
  } else if (error == EINVAL) {
    std::fprintf(stderr,
                 "mount: %s: wrong fs type, bad option, bad superblock on %s, missing codepage or "
                 "helper program, or other error.\n",
                 place.c_str(), source.c_str());
  } else if (error == EPERM || error == EACCES) {
    std::fprintf(stderr, "mount: %s: must be superuser to use mount.\n", place.c_str());
    return 1;
  } else if (error == ENODEV) {
    std::fprintf(stderr, "mount: %s: unknown filesystem type '%s'.\n", place.c_str(),
                 volume.format.type.c_str());
  } else {
    std::fprintf(stderr, "mount: %s: %s.\n", place.c_str(), std::strerror(error));
  }
  return volume_mount_failed;
}

bool can_be_mounted_on(const std::string& place) {
  struct stat about{};
  if (stat(place.c_str(), &about) != 0) {
    std::fprintf(stderr, "mount: %s: mount point does not exist.\n", place.c_str());
    return false;
  }
  if (S_ISDIR(about.st_mode)) return true;
  std::fprintf(stderr, "mount: %s: mount point is not a directory.\n", place.c_str());
  return false;
}

bool is_mounted_on(const VolumeView& volume, const std::string& place) {
  return std::find(volume.places.begin(), volume.places.end(), place) != volume.places.end();
}

bool any_mounted_on(const std::vector<VolumeView>& volumes, const std::string& place) {
  return std::any_of(volumes.begin(), volumes.end(),
                     [&](const VolumeView& volume) { return is_mounted_on(volume, place); });
}

int put_volume(const VolumeView& volume, const std::string& place, const std::string& type,
               const std::string& options) {
  std::string others;
  const unsigned long flags = read_options(options, others);
  const int error = ask_for_volume(
      {volume_verbs::mount, volume.node, place, type, std::to_string(flags), others});
  return error == 0 ? 0 : complain(place, volume, error);
}

}  // namespace

bool is_volume_mounted(const std::string& place) {
  return any_mounted_on(list_volumes(), real_path(place));
}

std::optional<int> mount_volume(const VolumeMount& asked) {
  const std::vector<VolumeView> volumes = list_volumes();
  const VolumeView* volume = find_volume(volumes, asked.source);
  if (volume == nullptr) return std::nullopt;
  const std::string place = real_path(asked.place);
  if (asked.unless_mounted && any_mounted_on(volumes, place)) return 0;
  if (!can_be_mounted_on(asked.place)) return volume_mount_failed;
  return put_volume(*volume, place, asked.type, asked.options);
}

int remount_volume(const std::string& place, const std::string& options) {
  const std::string real = real_path(place);
  for (const VolumeView& volume : list_volumes()) {
    if (is_mounted_on(volume, real)) return put_volume(volume, real, "", options);
  }
  return volume_mount_failed;
}

std::optional<int> unmount_volume(const std::string& named, bool lazy) {
  const std::vector<VolumeView> volumes = list_volumes();
  std::string place = real_path(named);
  const VolumeView* volume = find_volume(volumes, named);
  if (volume != nullptr) {
    if (volume->places.empty()) {
      std::fprintf(stderr, "umount: %s: not mounted.\n", named.c_str());
      return volume_mount_failed;
    }
    place = volume->places.back();
  } else if (!any_mounted_on(volumes, place)) {
    return std::nullopt;
  }
  const int error = ask_for_volume(
      {volume_verbs::unmount, place, std::to_string(lazy ? static_cast<int>(MNT_DETACH) : 0)});
  if (error == 0) return 0;
  std::fprintf(stderr, "umount: %s: %s.\n", named.c_str(),
               error == EBUSY ? "target is busy" : std::strerror(error));
  return volume_mount_failed;
}

}  // namespace spotdrill::init
