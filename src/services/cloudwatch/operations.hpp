// CloudWatch's operations, as the dispatcher calls them.
#pragma once

#include "services/cloudwatch/cloudwatch.hpp"
#include "services/tagged_service.hpp"
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

/// Takes alarms away, all or none.
/// Errors: ResourceNotFound, ValidationError.
/// Source: CloudWatch API Reference, DeleteAlarms.
Result<api::cloudwatch::DeleteAlarmsResult> delete_alarms(
    CloudWatch& cloudwatch, const api::cloudwatch::DeleteAlarmsInput& request);

/// Takes dashboards away, all or none.
/// Errors: ResourceNotFound.
/// Source: CloudWatch API Reference, DeleteDashboards.
Result<api::cloudwatch::DeleteDashboardsOutput> delete_dashboards(
    CloudWatch& cloudwatch, const api::cloudwatch::DeleteDashboardsInput& request);

/// What alarms did, page by page, the newest first.
/// Errors: InvalidNextToken.
/// Source: CloudWatch API Reference, DescribeAlarmHistory.
Result<api::cloudwatch::DescribeAlarmHistoryOutput> describe_alarm_history(
    CloudWatch& cloudwatch, const api::cloudwatch::DescribeAlarmHistoryInput& request);

/// Alarms and their states, page by page.
/// Errors: InvalidNextToken, ValidationError.
/// Source: CloudWatch API Reference, DescribeAlarms.
Result<api::cloudwatch::DescribeAlarmsOutput> describe_alarms(
    CloudWatch& cloudwatch, const api::cloudwatch::DescribeAlarmsInput& request);

/// The alarms that watch a metric.
/// Source: CloudWatch API Reference, DescribeAlarmsForMetric.
Result<api::cloudwatch::DescribeAlarmsForMetricOutput> describe_alarms_for_metric(
    CloudWatch& cloudwatch, const api::cloudwatch::DescribeAlarmsForMetricInput& request);

/// Has alarms change their state and do nothing.
/// Source: CloudWatch API Reference, DisableAlarmActions.
Result<api::cloudwatch::DisableAlarmActionsResult> disable_alarm_actions(
    CloudWatch& cloudwatch, const api::cloudwatch::DisableAlarmActionsInput& request);

/// Has alarms act again.
/// Source: CloudWatch API Reference, EnableAlarmActions.
Result<api::cloudwatch::EnableAlarmActionsResult> enable_alarm_actions(
    CloudWatch& cloudwatch, const api::cloudwatch::EnableAlarmActionsInput& request);

/// A dashboard, as it was put.
/// Errors: ResourceNotFound.
/// Source: CloudWatch API Reference, GetDashboard.
Result<api::cloudwatch::GetDashboardOutput> get_dashboard(
    CloudWatch& cloudwatch, const api::cloudwatch::GetDashboardInput& request);

/// Dashboards by their names, page by page.
/// Errors: InvalidParameterValue.
/// Source: CloudWatch API Reference, ListDashboards.
Result<api::cloudwatch::ListDashboardsOutput> list_dashboards(
    CloudWatch& cloudwatch, const api::cloudwatch::ListDashboardsInput& request);

/// The tags of an alarm or a dashboard.
/// Errors: ResourceNotFoundException.
/// Source: CloudWatch API Reference, ListTagsForResource.
Result<api::cloudwatch::ListTagsForResourceOutput> list_tags_for_resource(
    CloudWatch& cloudwatch, const api::cloudwatch::ListTagsForResourceInput& request);

/// Makes or changes an alarm that watches alarms.
/// Errors: LimitExceeded, ValidationError, NotImplemented.
/// Source: CloudWatch API Reference, PutCompositeAlarm.
Result<api::cloudwatch::PutCompositeAlarmResult> put_composite_alarm(
    CloudWatch& cloudwatch, const api::cloudwatch::PutCompositeAlarmInput& request);

/// Makes or changes a dashboard.
/// Errors: InvalidParameterInput, InvalidParameterValue.
/// Source: CloudWatch API Reference, PutDashboard.
Result<api::cloudwatch::PutDashboardOutput> put_dashboard(
    CloudWatch& cloudwatch, const api::cloudwatch::PutDashboardInput& request);

/// Makes or changes an alarm that watches a metric, or metric math.
/// Errors: LimitExceeded, MissingParameter, ValidationError, NotImplemented.
/// Source: CloudWatch API Reference, PutMetricAlarm.
Result<api::cloudwatch::PutMetricAlarmResult> put_metric_alarm(
    CloudWatch& cloudwatch, const api::cloudwatch::PutMetricAlarmInput& request);

/// Gives an alarm a state until it is looked at again.
/// Errors: ResourceNotFound, InvalidFormat.
/// Source: CloudWatch API Reference, SetAlarmState.
Result<api::cloudwatch::SetAlarmStateResult> set_alarm_state(
    CloudWatch& cloudwatch, const api::cloudwatch::SetAlarmStateInput& request);

/// Gives an alarm or a dashboard tags.
/// Errors: ResourceNotFoundException, InvalidParameterValue.
/// Source: CloudWatch API Reference, TagResource.
Result<api::cloudwatch::TagResourceOutput> tag_resource(
    CloudWatch& cloudwatch, const api::cloudwatch::TagResourceInput& request);

/// Takes tags away.
/// Errors: ResourceNotFoundException.
/// Source: CloudWatch API Reference, UntagResource.
Result<api::cloudwatch::UntagResourceOutput> untag_resource(
    CloudWatch& cloudwatch, const api::cloudwatch::UntagResourceInput& request);

/// CloudWatch for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<CloudWatch>& regions);

/// Its alarms and dashboards for the Resource Groups Tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<CloudWatch>& regions);

}  // namespace spotdrill::cloudwatch
