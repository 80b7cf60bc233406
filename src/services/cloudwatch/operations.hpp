// CloudWatch's operations, as the dispatcher calls them.
#pragma once

#include "services/cloudwatch/cloudwatch.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::cloudwatch {

/// Publishes values of metrics.
/// Errors: InvalidParameterValue, InvalidParameterCombination, MissingParameter, LimitExceeded.
/// Source: CloudWatch API Reference, PutMetricData.
Result<api::cloudwatch::PutMetricDataResult> put_metric_data(
    CloudWatch& cloudwatch, const api::cloudwatch::PutMetricDataInput& request);

/// Values of metrics and of expressions over them, page by page.
/// Errors: ValidationError, InvalidNextToken.
/// Source: CloudWatch API Reference, GetMetricData.
Result<api::cloudwatch::GetMetricDataOutput> get_metric_data(
    CloudWatch& cloudwatch, const api::cloudwatch::GetMetricDataInput& request);

/// Statistics of one metric.
/// Errors: InvalidParameterValue, InvalidParameterCombination.
/// Source: CloudWatch API Reference, GetMetricStatistics.
Result<api::cloudwatch::GetMetricStatisticsOutput> get_metric_statistics(
    CloudWatch& cloudwatch, const api::cloudwatch::GetMetricStatisticsInput& request);

/// The metrics that had data in the last two weeks, page by page.
/// Errors: InvalidParameterValue.
/// Source: CloudWatch API Reference, ListMetrics.
Result<api::cloudwatch::ListMetricsOutput> list_metrics(
    CloudWatch& cloudwatch, const api::cloudwatch::ListMetricsInput& request);

/// CloudWatch for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<CloudWatch>& regions);

}  // namespace spotdrill::cloudwatch
