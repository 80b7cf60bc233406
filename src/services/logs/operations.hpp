// What CloudWatch Logs does: one function for each operation, each in operations/<operation>.cpp.
#pragma once

#include "api/logs.hpp"
#include "base/result.hpp"
#include "services/logs/logs.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::logs {

/// Errors: InvalidParameterException, LimitExceededException, ResourceAlreadyExistsException.
/// Source: CloudWatch Logs API Reference, CreateLogGroup.
Result<api::logs::CreateLogGroupResult> create_log_group(
    Logs& logs, const api::logs::CreateLogGroupRequest& request);

/// Errors: LimitExceededException, ResourceAlreadyExistsException, ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, CreateLogStream.
Result<api::logs::CreateLogStreamResult> create_log_stream(
    Logs& logs, const api::logs::CreateLogStreamRequest& request);

/// Deletes the group with everything in it.
/// Errors: ResourceNotFoundException, ValidationException.
/// Source: CloudWatch Logs API Reference, DeleteLogGroup.
Result<api::logs::DeleteLogGroupResult> delete_log_group(
    Logs& logs, const api::logs::DeleteLogGroupRequest& request);

/// Errors: ResourceNotFoundException, ValidationException.
/// Source: CloudWatch Logs API Reference, DeleteLogStream.
Result<api::logs::DeleteLogStreamResult> delete_log_stream(
    Logs& logs, const api::logs::DeleteLogStreamRequest& request);

/// Errors: ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, DeleteMetricFilter.
Result<api::logs::DeleteMetricFilterResult> delete_metric_filter(
    Logs& logs, const api::logs::DeleteMetricFilterRequest& request);

/// Events do not expire from now on.
/// Errors: ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, DeleteRetentionPolicy.
Result<api::logs::DeleteRetentionPolicyResult> delete_retention_policy(
    Logs& logs, const api::logs::DeleteRetentionPolicyRequest& request);

/// Errors: InvalidParameterException.
/// Source: CloudWatch Logs API Reference, DescribeLogGroups.
Result<api::logs::DescribeLogGroupsResponse> describe_log_groups(
    Logs& logs, const api::logs::DescribeLogGroupsRequest& request);

/// Errors: InvalidParameterException, ResourceNotFoundException, ValidationException.
/// Source: CloudWatch Logs API Reference, DescribeLogStreams.
Result<api::logs::DescribeLogStreamsResponse> describe_log_streams(
    Logs& logs, const api::logs::DescribeLogStreamsRequest& request);

/// Errors: InvalidParameterException, ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, DescribeMetricFilters.
Result<api::logs::DescribeMetricFiltersResponse> describe_metric_filters(
    Logs& logs, const api::logs::DescribeMetricFiltersRequest& request);

/// The events of some streams that match a pattern, in the order of time, page by page.
/// Errors: InvalidParameterException, ResourceNotFoundException, ValidationException.
/// Source: CloudWatch Logs API Reference, FilterLogEvents.
Result<api::logs::FilterLogEventsResponse> filter_log_events(
    Logs& logs, const api::logs::FilterLogEventsRequest& request);

/// The events of a stream in the order of time, page by page, from either end.
/// Errors: InvalidParameterException, ResourceNotFoundException, ValidationException.
/// Source: CloudWatch Logs API Reference, GetLogEvents.
Result<api::logs::GetLogEventsResponse> get_log_events(
    Logs& logs, const api::logs::GetLogEventsRequest& request);

/// Errors: InvalidParameterException.
/// Source: CloudWatch Logs API Reference, ListLogGroups.
Result<api::logs::ListLogGroupsResponse> list_log_groups(
    Logs& logs, const api::logs::ListLogGroupsRequest& request);

/// Errors: ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, ListTagsForResource.
Result<api::logs::ListTagsForResourceResponse> list_tags_for_resource(
    Logs& logs, const api::logs::ListTagsForResourceRequest& request);

/// Errors: ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, ListTagsLogGroup.
Result<api::logs::ListTagsLogGroupResponse> list_tags_log_group(
    Logs& logs, const api::logs::ListTagsLogGroupRequest& request);

/// Takes events into a stream. Those that are too old or too new are told of, the others taken.
/// Errors: InvalidParameterException, ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, PutLogEvents.
Result<api::logs::PutLogEventsResponse> put_log_events(
    Logs& logs, const api::logs::PutLogEventsRequest& request);

/// Errors: ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, PutLogGroupDeletionProtection.
Result<api::logs::PutLogGroupDeletionProtectionResult> put_log_group_deletion_protection(
    Logs& logs, const api::logs::PutLogGroupDeletionProtectionRequest& request);

/// Makes a metric filter, or another one in its place.
/// Errors: InvalidParameterException, LimitExceededException, ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, PutMetricFilter.
Result<api::logs::PutMetricFilterResult> put_metric_filter(
    Logs& logs, const api::logs::PutMetricFilterRequest& request);

/// Events expire when they are as old.
/// Errors: InvalidParameterException, ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, PutRetentionPolicy.
Result<api::logs::PutRetentionPolicyResult> put_retention_policy(
    Logs& logs, const api::logs::PutRetentionPolicyRequest& request);

/// Errors: ResourceNotFoundException, TooManyTagsException.
/// Source: CloudWatch Logs API Reference, TagLogGroup.
Result<api::logs::TagLogGroupResult> tag_log_group(Logs& logs,
                                                   const api::logs::TagLogGroupRequest& request);

/// Errors: ResourceNotFoundException, TooManyTagsException.
/// Source: CloudWatch Logs API Reference, TagResource.
Result<api::logs::TagResourceResult> tag_resource(Logs& logs,
                                                  const api::logs::TagResourceRequest& request);

/// Which messages match a pattern, and what it takes out of them.
/// Errors: InvalidParameterException.
/// Source: CloudWatch Logs API Reference, TestMetricFilter.
Result<api::logs::TestMetricFilterResponse> test_metric_filter(
    Logs& logs, const api::logs::TestMetricFilterRequest& request);

/// Errors: ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, UntagLogGroup.
Result<api::logs::UntagLogGroupResult> untag_log_group(
    Logs& logs, const api::logs::UntagLogGroupRequest& request);

/// Errors: ResourceNotFoundException.
/// Source: CloudWatch Logs API Reference, UntagResource.
Result<api::logs::UntagResourceResult> untag_resource(
    Logs& logs, const api::logs::UntagResourceRequest& request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<Logs>& regions);

/// CloudWatch Logs for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<Logs>& regions);

}  // namespace spotdrill::logs
