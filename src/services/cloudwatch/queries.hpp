// The queries of one GetMetricData call: checked, then calculated. Not its pages.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/cloudwatch/cloudwatch.hpp"
#include "services/cloudwatch/expression.hpp"

namespace spotdrill::cloudwatch {

/// "... can retrieve as many as 500 different metrics in a single request, with a total of as many
/// as 100,800 data points."
inline constexpr std::size_t queries_max = 500;
inline constexpr std::int32_t datapoints_per_page_max = 100'800;

/// How many points all queries of one call may come to, those included that are not returned.
// DEVIATION: AWS throttles instead.
inline constexpr std::size_t calculated_points_max = 2'000'000;

/// One series of the reply.
struct QueryResult {
  std::string id;
  TimeSeries series;
  std::vector<api::cloudwatch::MessageData> messages;
};

/// What is wrong with the call, in AWS's words.
/// Errors: ValidationError.
Result<void> check_queries(const api::cloudwatch::GetMetricDataInput& request);

/// Calculates the queries of a call that has been checked.
class Queries {
 public:
  Queries(CloudWatch& cloudwatch, const api::cloudwatch::GetMetricDataInput& request);

  /// A series for each query that returns data, in the order of the queries; an expression may give
  /// several. Errors: ValidationError.
  Result<std::vector<QueryResult>> run();

 private:
  using Query = api::cloudwatch::MetricDataQuery;

  MathResult value_of(std::string_view id);
  TimeSeries fetch(const Query& query);
  /// The time that is asked for and has come, in periods of so many seconds; 0: of the finest
  /// metric's.
  [[nodiscard]] Window window_of(std::int64_t period) const;
  MathResult keep(const Query& query, MathValue value);
  [[nodiscard]] std::string label_of(const Query& query) const;

  CloudWatch& cloudwatch_;
  const api::cloudwatch::GetMetricDataInput& request_;
  std::map<std::string, const Query*, std::less<>> by_id_;
  std::map<std::string, MathValue, std::less<>> values_;
  std::map<std::string, std::vector<api::cloudwatch::MessageData>, std::less<>> messages_;
  std::size_t points_ = 0;
  std::set<std::string, std::less<>> under_way_;  ///< To notice an expression that needs itself.
};

}  // namespace spotdrill::cloudwatch
