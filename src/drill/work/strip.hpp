// A stretch of time in pieces, each spent on one thing. Used by ledger.cpp only.
#pragma once

#include <map>

#include "drill/work/ledger.hpp"

namespace spotdrill::drill {

class Strip {
 public:
  /// What is known of none of it yet. An end before its beginning is an empty strip.
  Strip(Instant from, Instant to);

  [[nodiscard]] Instant begin() const { return begin_; }
  [[nodiscard]] Instant end() const { return end_; }

  /// From `from` to `to`, as far as that is on the strip, the time went into `spent`.
  void paint(Instant from, Instant to, Spent spent);

  /// The same of that part alone that had gone into `only`.
  void paint_over(Spent only, Instant from, Instant to, Spent spent);

  void add_to(Amounts& amounts) const { add_to(amounts, begin_, end_); }
  /// What of it lies between `from` and `to`.
  void add_to(Amounts& amounts, Instant from, Instant to) const;

 private:
  /// Makes a piece begin at `at`, which is on the strip.
  std::map<Instant, Spent>::iterator cut(Instant at);
  [[nodiscard]] Instant end_of(std::map<Instant, Spent>::const_iterator piece) const;

  Instant begin_;
  Instant end_;
  std::map<Instant, Spent> pieces_;  ///< By their beginnings; each goes on to the next one's.
};

}  // namespace spotdrill::drill
