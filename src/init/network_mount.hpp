// NFS and EFS inside an instance. Nothing there may mount a file system, and no file server is
// reached: the directory that the instances of a drill share stands for each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::init {

/// What is to be mounted where.
struct NetworkMount {
  std::string source;  ///< "fs-12345678:/", "fs-12345678.efs.us-east-1.amazonaws.com:/data".
  std::string target;
};

/// The mounts that `mount` was asked for by `type`, `places` (source and target, or one of them)
/// or, with neither, all: what is not in `places` is looked up in /etc/fstab. Others than of
/// network file systems are not among them.
std::vector<NetworkMount> network_mounts(std::string_view type,
                                         const std::vector<std::string_view>& places);

/// Puts a link to the shared directory in the target's place; what was there is put aside. Says on
/// stderr what is wrong.
// DEVIATION: every network file system is the drill's one shared directory, and the place where it
// is mounted is a link: findmnt and /proc/mounts do not show it.
bool mount_shared(const NetworkMount& mount);

/// Takes such a link away. False: `target` is none.
bool unmount_shared(const std::string& target);

}  // namespace spotdrill::init
