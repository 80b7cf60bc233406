// CloudWatch in virtual time, and short ways to put and read.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "services/cloudwatch/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::cloudwatch {

/// 2027-01-15T08:00:00Z: a whole hour.
inline constexpr Instant start{1'800'000'000s};

struct Fixture {
  MemoryStore store;
  sim::VirtualTime time{start};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  std::unique_ptr<CloudWatch> cloudwatch = make();

  std::unique_ptr<CloudWatch> make() {
    return std::make_unique<CloudWatch>(world, Place{"123456789012", "us-east-1"});
  }

  /// What a daemon finds that is started on the same store.
  void restart() {
    store.commit();
    cloudwatch.reset();
    cloudwatch = make();
  }

  Result<api::cloudwatch::PutMetricDataResult> put(api::cloudwatch::MetricDatum datum) {
    return put_metric_data(*cloudwatch,
                           {.namespace_ = "fisworkshop", .metric_data = {std::move(datum)}});
  }

  /// One value of the metric "unsaved", now.
  void put(double value) {
    ASSERT(put({.metric_name = "unsaved", .value = value, .unit = "Percent"}).has_value());
  }

  static api::cloudwatch::MetricDataQuery query(std::string id, std::string stat,
                                                std::int32_t period = 60,
                                                std::string metric = "unsaved") {
    return {.id = std::move(id),
            .metric_stat = api::cloudwatch::MetricStat{
                .metric = {.namespace_ = "fisworkshop", .metric_name = std::move(metric)},
                .period = period,
                .stat = std::move(stat)}};
  }

  static api::cloudwatch::MetricDataQuery math(std::string id, std::string expression) {
    return {.id = std::move(id), .expression = std::move(expression)};
  }

  /// The last hour of `queries`, the oldest values first.
  Result<api::cloudwatch::GetMetricDataOutput> get(
      std::vector<api::cloudwatch::MetricDataQuery> queries) {
    return get_metric_data(*cloudwatch, {.metric_data_queries = std::move(queries),
                                         .start_time = time.now() - 1h,
                                         .end_time = time.now() + 1s,
                                         .scan_by = "TimestampAscending"});
  }

  /// The values of the last of `queries`.
  std::vector<double> values(std::vector<api::cloudwatch::MetricDataQuery> queries) {
    const auto output = get(std::move(queries));
    ASSERT(output.has_value());
    return output->metric_data_results.back().values;
  }

  Result<api::cloudwatch::GetMetricStatisticsOutput> statistics(
      std::vector<std::string> names, std::vector<std::string> extended = {},
      std::int32_t period = 60) {
    return get_metric_statistics(*cloudwatch, {.namespace_ = "fisworkshop",
                                               .metric_name = "unsaved",
                                               .start_time = time.now() - 1h,
                                               .end_time = time.now() + 1s,
                                               .period = period,
                                               .statistics = std::move(names),
                                               .extended_statistics = std::move(extended)});
  }
};

}  // namespace spotdrill::cloudwatch
