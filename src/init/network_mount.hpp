// NFS and EFS inside an instance. Nothing there may mount a file system, and no file server is
// reached: the directory that the instances of a drill share stands for each.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::init {

/// Whether what is to be mounted is NFS or EFS: by its type or, without one, by a source such as
/// "fs-12345678.efs.us-east-1.amazonaws.com:/".
bool is_network_file_system(std::string_view type, std::string_view source);

/// Whether two paths name one place, but for slashes at their ends.
bool is_place(std::string_view one, std::string_view other);

/// Puts a link to the directory that stands for `source` in the place of `target`; what was there
/// is put aside. Says on stderr what is wrong.
// DEVIATION: every network file system that the drill does not name is its one shared directory,
// and the place where it is mounted is a link: findmnt and /proc/mounts do not show it.
bool mount_shared(const std::string& source, const std::string& target);

/// Takes such a link away. False: `target` is none.
bool unmount_shared(const std::string& target);

}  // namespace spotdrill::init
