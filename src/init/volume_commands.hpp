// What instances call to look at volumes and to put file systems on them. On a block device the
// host's own commands do it; where a volume is a directory these do, in their words.
#pragma once

#include <optional>

#include "init/host_command.hpp"

namespace spotdrill::init {

/// mkfs and its kin on a volume that is a directory; nothing where it is none.
std::optional<int> make_file_system(const char* name, const Words& words);

int run_lsblk(const char* name, int argc, char** argv);
int run_blkid(const char* name, int argc, char** argv);
int run_file(const char* name, int argc, char** argv);        ///< file -s DEVICE.
int run_resize(const char* name, int argc, char** argv);      ///< resize2fs, xfs_growfs.
int run_growpart(const char* name, int argc, char** argv);    ///< No volume here has partitions.
int run_label(const char* name, int argc, char** argv);       ///< e2label, tune2fs, xfs_admin.
int run_check_disk(const char* name, int argc, char** argv);  ///< fsck and its kin.
int run_wipefs(const char* name, int argc, char** argv);

}  // namespace spotdrill::init
