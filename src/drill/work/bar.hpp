// One bar of progress: the readings of one figure, instance by instance, and what their course says
// of it: whether it begins again and again, and what it counts to. Used by progress.cpp and
// bar_choice.cpp.
#pragma once

#include <optional>
#include <vector>

#include "drill/work/work.hpp"

namespace spotdrill::drill {

struct Bar {
  std::vector<std::vector<Reading>> readings;  ///< Of each instance.
  bool begins_again = false;   ///< Within an instance it is full and then nearly empty.
  bool in_cycles = false;      ///< "Epoch 2/3: 40%": it is part of what comes again and again.
  bool cycles_end_it = false;  ///< The line that counts the cycle comes at its end.
  bool cycles_from_zero = false;
  int rises = 0;
  int falls = 0;  ///< That are no new beginning.

  /// What one instance's bar counts to: steps, or cycles.
  [[nodiscard]] std::optional<double> whole(std::size_t instance) const;
  [[nodiscard]] bool empty() const;
  /// From the first reading to the last, in all instances.
  [[nodiscard]] Duration span() const;
};

/// How full the bar was. `total`: what a number counts to that does not say so itself.
double fullness(const Reading& reading, double total);

/// The bar that the readings of `series` make.
Bar bar_of(const Observation& observation, std::size_t series);

}  // namespace spotdrill::drill
