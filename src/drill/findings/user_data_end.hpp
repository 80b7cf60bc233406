// How the user data's end is told by the findings about it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "drill/findings/findings.hpp"
#include "drill/readings/figures.hpp"

namespace spotdrill::drill {

/// An exit code that says something by itself.
struct ExitCodeMeaning {
  int code = 0;
  std::string_view meaning;  ///< "128 + 9: what the script ran was ended by SIGKILL".
  std::string_view cause;    ///< Why it is seen where nothing was interrupted.
  std::string_view remedy;
};

/// Whether a job that ends with `code` has saved and wants to go on: EX_TEMPFAIL, ERESTART, and
/// Grid Engine's.
constexpr bool asks_to_be_started_again(int code) {
  return code == 75 || code == 85 || code == 99;
}

/// What the exit code says; null when it says nothing by itself.
const ExitCodeMeaning* meaning_of(ProcessEnd end);

/// Evidence that the user data failed without having been interrupted; nothing when it did not.
std::optional<std::string> unprovoked_failure(const InstanceScene& scene);

}  // namespace spotdrill::drill
