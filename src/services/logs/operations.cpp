#include "services/logs/operations.hpp"

#include <array>

namespace spotdrill::logs {
namespace {

constexpr std::array operations{
    wire::operation<create_log_group>("CreateLogGroup"),
    wire::operation<create_log_stream>("CreateLogStream"),
    wire::operation<delete_log_group>("DeleteLogGroup"),
    wire::operation<delete_log_stream>("DeleteLogStream"),
    wire::operation<delete_metric_filter>("DeleteMetricFilter"),
    wire::operation<delete_retention_policy>("DeleteRetentionPolicy"),
    wire::operation<describe_log_groups>("DescribeLogGroups"),
    wire::operation<describe_log_streams>("DescribeLogStreams"),
    wire::operation<describe_metric_filters>("DescribeMetricFilters"),
    wire::operation<filter_log_events>("FilterLogEvents"),
    wire::operation<get_log_events>("GetLogEvents"),
    wire::operation<list_log_groups>("ListLogGroups"),
    wire::operation<list_tags_for_resource>("ListTagsForResource"),
    wire::operation<list_tags_log_group>("ListTagsLogGroup"),
    wire::operation<put_log_events>("PutLogEvents"),
    wire::operation<put_log_group_deletion_protection>("PutLogGroupDeletionProtection"),
    wire::operation<put_metric_filter>("PutMetricFilter"),
    wire::operation<put_retention_policy>("PutRetentionPolicy"),
    wire::operation<tag_log_group>("TagLogGroup"),
    wire::operation<tag_resource>("TagResource"),
    wire::operation<test_metric_filter>("TestMetricFilter"),
    wire::operation<untag_log_group>("UntagLogGroup"),
    wire::operation<untag_resource>("UntagResource"),
};

}  // namespace

wire::Service service(wire::Regional<Logs>& regions) {
  return {.model = &api::logs::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::logs
