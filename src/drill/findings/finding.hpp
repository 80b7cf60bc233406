// A likely cause of what went wrong, as the verdict names it. What finds it is in findings.hpp.
#pragma once

#include <string>

namespace spotdrill::drill {

/// A likely cause of what went wrong, and what to do about it.
struct Finding {
  std::string id;        ///< "never-polled-for-notice".
  std::string instance;  ///< Empty: the drill as a whole.
  std::string cause;
  std::string evidence;
  std::string remedy;
  /// It shows a fault of the job even where no interruption came.
  bool shows_itself = false;
};

}  // namespace spotdrill::drill
