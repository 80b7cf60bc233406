// Which processes belong to a unit. A control group would say it; an instance may not have one.
#pragma once

#include <sys/types.h>

#include <set>
#include <string>
#include <vector>

namespace spotdrill::init::units {

/// Who is known to belong to one.
struct Members {
  std::set<pid_t> processes;
  std::set<pid_t> sessions;  ///< A session's number is nobody else's while anybody is in it.
  std::string invocation_id;

  /// A process that leads its own session.
  void add(pid_t pid);

  /// The living ones: those who are known, in a session that is, descend from one of them, or have
  /// the invocation id among their variables. They are known from then on.
  std::vector<pid_t> living();
};

}  // namespace spotdrill::init::units
