// One bar of progress: the readings of one figure, instance by instance, and what their course says
// of it: whether it begins again and again, and what it counts to. Used by progress.cpp and
// bar_choice.cpp.
#pragma once

#include <cstddef>
#include <functional>
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
  bool open_ended = false;  ///< Nothing says what it counts to: it is taken to be the most it was.
  int rises = 0;
  int falls = 0;            ///< That are no new beginning.
  std::size_t workers = 1;  ///< That each count for themselves; the readings are their sum.

  /// What one instance's bar counts to: steps, or cycles. 0: cycles, of which nothing says how
  /// many.
  [[nodiscard]] std::optional<double> whole(std::size_t instance) const;
  [[nodiscard]] bool empty() const;
  /// From the first reading to the last, in all instances.
  [[nodiscard]] Duration span() const;
};

/// How full the bar was. `total`: what a number counts to that does not say so itself.
double fullness(const Reading& reading, double total);

/// The bar that the readings of `series` make.
Bar bar_of(const Observation& observation, std::size_t series);

/// The bar that those readings of an instance make that `belongs` says, by the instance's number.
Bar bar_of(const Observation& observation,
           const std::function<bool(const Reading&, std::size_t)>& belongs);

/// What a reading counts to, by its steps where it has them.
std::optional<double> counts_to(const Reading& reading);

/// What goes up and down by turns is a load, a rate or an accuracy, whatever it is called.
bool goes_up_and_down(const Bar& bar);

}  // namespace spotdrill::drill
