#include "services/cloudwatch/aggregate.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace spotdrill::cloudwatch {
namespace {

std::vector<ValueCount> merged(const std::vector<ValueCount>& left,
                               const std::vector<ValueCount>& right) {
  std::vector<ValueCount> result;
  result.reserve(left.size() + right.size());
  auto l = left.begin();
  auto r = right.begin();
  while (l != left.end() || r != right.end()) {
    const bool take_left = r == right.end() || (l != left.end() && l->value <= r->value);
    const ValueCount& next = take_left ? *l++ : *r++;
    if (!result.empty() && result.back().value == next.value) {
      result.back().count += next.count;
    } else {
      result.push_back(next);
    }
  }
  return result;
}

/// Joins values whose logarithms fall into the same bin of `width`. None of them is negative.
std::vector<ValueCount> binned(const std::vector<ValueCount>& values, double width) {
  const auto bin_of = [width](double value) { return std::floor(std::log(value) / width); };
  std::vector<ValueCount> result;
  double current = 0;
  for (const ValueCount& each : values) {
    const double bin = each.value > 0 ? bin_of(each.value) : 0;
    const bool joins =
        !result.empty() && each.value > 0 && result.back().value > 0 && bin == current;
    if (!joins) {
      result.push_back(each);
      current = bin;
      continue;
    }
    ValueCount& last = result.back();
    const double count = last.count + each.count;
    last.value = (last.value * last.count + each.value * each.count) / count;
    last.count = count;
  }
  return result;
}

}  // namespace

Aggregate Aggregate::of(double value, double times) {
  return {.count = times,
          .sum = value * times,
          .minimum = value,
          .maximum = value,
          // "Percentile statistics are not available for metrics when any of the metric values are
          // negative numbers."
          .distributed = value >= 0};
}

Aggregate Aggregate::summary(double count, double sum, double minimum, double maximum) {
  // "If you publish data using a statistic set instead, you can only retrieve percentile statistics
  // for this data if one of the following conditions is true: The SampleCount value of the
  // statistic set is 1 and Min, Max, and Sum are all equal. The Min and Max are equal, and Sum is
  // equal to Min multiplied by SampleCount."
  const bool one_value = minimum == maximum && sum == minimum * count;
  return {.count = count,
          .sum = sum,
          .minimum = minimum,
          .maximum = maximum,
          .distributed = one_value && minimum >= 0};
}

void Aggregate::merge(const Aggregate& other) {
  if (other.count == 0) return;
  if (count == 0) {
    *this = other;
    return;
  }
  const bool both = distributed && other.distributed;
  const bool one_value =
      minimum == maximum && other.minimum == other.maximum && minimum == other.minimum;
  if (both && !one_value) {
    values = merged(distribution(), other.distribution());
  } else {
    values.clear();
  }
  distributed = both;
  count += other.count;
  sum += other.sum;
  minimum = std::min(minimum, other.minimum);
  maximum = std::max(maximum, other.maximum);
}

void Aggregate::bound() {
  if (values.size() <= distinct_values_max) return;
  // One percent at first; doubled until the values fit.
  for (double width = 0.01; values.size() > distinct_values_max; width *= 2) {
    values = binned(values, width);
  }
}

std::vector<ValueCount> Aggregate::distribution() const {
  if (!distributed || count == 0) return {};
  if (values.empty()) return {{.value = minimum, .count = count}};
  return values;
}

}  // namespace spotdrill::cloudwatch
