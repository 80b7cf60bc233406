// What was seen of a drill's results once its work was done: the drill's own check of them, and how
// they compare with those of an undisturbed run. Not a judgement (results/judgement.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace spotdrill::drill {

/// How the drill's `check` ended.
struct CheckSeen {
  bool ran = false;              ///< False: the work was not done, or `failure` says why.
  std::optional<int> exit_code;  ///< Nothing: it did not come to an end.
  std::string last_lines;        ///< What it printed last, quoted.
  bool timed_out = false;
  std::string failure;  ///< Why it could not be run; empty: it could.

  bool operator==(const CheckSeen&) const = default;
};

/// How the results compare with those of an undisturbed run: equal, when both are empty.
struct ComparisonSeen {
  std::vector<std::string> differences;  ///< The first one of each file, and of the sequence.
  std::string inconclusive;              ///< Why nothing can be said.

  bool operator==(const ComparisonSeen&) const = default;
};

}  // namespace spotdrill::drill
