#include "services/cloudwatch/operations.hpp"

#include <array>

namespace spotdrill::cloudwatch {
namespace {

constexpr std::array operations{
    wire::operation<delete_alarms>("DeleteAlarms"),
    wire::operation<delete_dashboards>("DeleteDashboards"),
    wire::operation<describe_alarm_history>("DescribeAlarmHistory"),
    wire::operation<describe_alarms>("DescribeAlarms"),
    wire::operation<describe_alarms_for_metric>("DescribeAlarmsForMetric"),
    wire::operation<disable_alarm_actions>("DisableAlarmActions"),
    wire::operation<enable_alarm_actions>("EnableAlarmActions"),
    wire::operation<get_dashboard>("GetDashboard"),
    wire::operation<get_metric_data>("GetMetricData"),
    wire::operation<get_metric_statistics>("GetMetricStatistics"),
    wire::operation<list_dashboards>("ListDashboards"),
    wire::operation<list_metrics>("ListMetrics"),
    wire::operation<list_tags_for_resource>("ListTagsForResource"),
    wire::operation<put_composite_alarm>("PutCompositeAlarm"),
    wire::operation<put_dashboard>("PutDashboard"),
    wire::operation<put_metric_alarm>("PutMetricAlarm"),
    wire::operation<put_metric_data>("PutMetricData"),
    wire::operation<set_alarm_state>("SetAlarmState"),
    wire::operation<tag_resource>("TagResource"),
    wire::operation<untag_resource>("UntagResource"),
};

}  // namespace

wire::Service service(wire::Regional<CloudWatch>& regions) {
  return {.model = &api::cloudwatch::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::cloudwatch
