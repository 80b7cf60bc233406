// SIGTERM, made into a flag and a descriptor that becomes readable. Signal masks stay as they are.
#pragma once

#include <system_error>

namespace spotdrill::checkpoint {

/// Catches SIGTERM for this process from here on; `wake` is an eventfd that it then writes to. What
/// handled the signal before is called as well. A child of fork() that gets it before its exec dies
/// of it, or does what the handler before says, and the parent hears nothing.
/// Errors: EBUSY: it is caught already.
std::error_code catch_sigterm(int wake);

/// Gives it back. Once this has returned, nothing writes to `wake`.
void release_sigterm();

/// Whether it has come since it is caught.
bool sigterm_came() noexcept;

}  // namespace spotdrill::checkpoint
