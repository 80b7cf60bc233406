// The short-lived part of spotdrill-init: makes the namespaces and PID 1 in them, and exits. The
// daemon makes no namespace itself: a program of several threads may not.
#pragma once

#include "init/config.hpp"
#include "init/control.hpp"

namespace spotdrill::init {

/// Never returns: exits as the launcher, or runs PID 1 to its end.
[[noreturn]] void launch(Config& config, Control& control);

/// Tries everything that an instance of this mode needs, and undoes it. Prints what fails, or what
/// is less than it should be. Returns an exit code.
int check_mode(Config& config);

/// Copies a volume to `to`, in place of what an interrupted copy has left there, as root of such a
/// user namespace too. Ends with the daemon. Returns an exit code.
int copy_tree(Config& config, const char* from, const char* to);

/// Deletes a directory as root of a user namespace with the instance's ids: an ordinary user may
/// not delete what its instance's users made. Returns an exit code.
int remove_tree(Config& config, const char* path);

}  // namespace spotdrill::init
