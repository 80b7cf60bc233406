// What is kept of the values that one slot of time received. Not the values one by one: as many as
// percentiles need, within a bound.
#pragma once

#include <cstddef>
#include <vector>

namespace spotdrill::cloudwatch {

/// A value, and how often it occurred.
struct ValueCount {
  double value = 0;
  double count = 0;
};

/// How many distinct values one stored slot keeps exactly. Beyond it neighbours are joined.
// DEVIATION: AWS keeps a sparse histogram whose bins it does not publish.
inline constexpr std::size_t distinct_values_max = 256;

struct Aggregate {
  double count = 0;  ///< SampleCount. 0: nothing was received.
  double sum = 0;
  double minimum = 0;
  double maximum = 0;
  /// In order of values. Empty also when minimum equals maximum: then that is the only value.
  std::vector<ValueCount> values;
  /// False when the distribution is unknown, as it is for most statistic sets.
  bool distributed = true;

  /// `value`, received `times` times.
  static Aggregate of(double value, double times = 1);

  /// A statistic set.
  static Aggregate summary(double count, double sum, double minimum, double maximum);

  /// Adds what `other` received.
  void merge(const Aggregate& other);

  /// Joins neighbouring values until at most `distinct_values_max` are left.
  void bound();

  /// Every value in order, also when `values` is empty. Empty when not `distributed`.
  [[nodiscard]] std::vector<ValueCount> distribution() const;
};

}  // namespace spotdrill::cloudwatch
