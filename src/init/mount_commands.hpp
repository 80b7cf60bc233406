// mount, umount and mkfs in an instance, whose programs may mount nothing: for volumes PID 1 does
// it (volume_mount.hpp), network file systems are the drill's shared directory, and what else is
// asked for is told.
#pragma once

namespace spotdrill::init {

/// Each does what the command of its name does, and gives its exit code.
int run_mount(const char* name, int argc, char** argv);
int run_umount(const char* name, int argc, char** argv);
int run_mkfs(const char* name, int argc, char** argv);

}  // namespace spotdrill::init
