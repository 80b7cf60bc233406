// How fast drill time runs, as the user says it: a number, or `auto`. Not a clock.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill {

struct Speed {
  double number = 1;  ///< Drill seconds for each real second; zero: `auto`.

  /// Drill time is real time while anything works, and passes over what everything waits for.
  [[nodiscard]] bool is_auto() const { return number == 0; }
  /// What a clock runs at, but for what it passes over.
  [[nodiscard]] double rate() const { return is_auto() ? 1 : number; }

  friend bool operator==(const Speed&, const Speed&) = default;
};

inline constexpr Speed automatic_speed{.number = 0};
inline constexpr double speed_min = 1;
inline constexpr double speed_max = 1000;
inline constexpr std::string_view speed_expected = "auto, or a number from 1 to 1000";

/// "auto", "20". Errors: what was expected.
Result<Speed, std::string> parse_speed(std::string_view text);

/// As it is read.
std::string to_text(const Speed& speed);

}  // namespace spotdrill
