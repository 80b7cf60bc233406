// A part of the program's work in a process of its own, beside others.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace spotdrill::apps {

/// Runs `work` in a process of its own, which Ctrl-C reaches by its parent only and which ends with
/// it. -1: there is none. To be called by a process of one thread.
pid_t start_helper(const std::function<void()>& work);

struct EndedHelper {
  pid_t pid = 0;    ///< 0: none has ended.
  std::string how;  ///< "was killed by signal 9"; empty: well.
};

/// Waits for a moment for one of the helpers to end.
EndedHelper wait_for_helper();

}  // namespace spotdrill::apps
