// How the time between two calls is told: finer than other times.
#pragma once

#include <algorithm>
#include <string>

#include "base/iso8601.hpp"
#include "base/units.hpp"

namespace spotdrill::drill {

/// "25ms"; "1ms" is the least.
inline std::string interval_text(Duration interval) {
  return format_duration(
      std::max<Duration>(std::chrono::round<std::chrono::milliseconds>(interval), 1ms));
}

}  // namespace spotdrill::drill
