// Reads a CloudWatch metric by GetMetricStatistics, as it would of AWS.
#pragma once

#include <map>

#include "drill/readings/source.hpp"

namespace spotdrill::drill {

/// What two looks at a statistic set say of the values in between: the first and the last of them,
/// as far as count, sum, minimum and maximum tell. A value that rises is assumed.
struct StatisticSet {
  double count = 0;
  double sum = 0;
  double minimum = 0;
  double maximum = 0;
};
std::vector<double> values_between(const StatisticSet& before, const StatisticSet& after);

/// CloudWatch keeps a minute's values as count, sum, minimum and maximum, so the newest value is
/// what these changed by since the last look.
class MetricSource : public Source {
 public:
  MetricSource(const NumberSource& definition, SourceContext context);

  std::vector<Reading> read() override;

 private:
  [[nodiscard]] std::map<Instant, StatisticSet> minutes() const;

  NumberSource definition_;
  SourceContext context_;
  Instant from_;
  std::map<Instant, StatisticSet> seen_;
};

}  // namespace spotdrill::drill
