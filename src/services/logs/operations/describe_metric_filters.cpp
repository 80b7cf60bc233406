#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {
namespace {

bool is_wanted_filter(const FilterRecord& filter,
                      const api::logs::DescribeMetricFiltersRequest& request) {
  return filter.group == request.log_group_name.value_or(filter.group) &&
         filter.name.starts_with(request.filter_name_prefix.value_or("")) &&
         filter.metric_name == request.metric_name.value_or(filter.metric_name) &&
         filter.metric_namespace == request.metric_namespace.value_or(filter.metric_namespace);
}

api::logs::MetricFilter render_filter(const FilterRecord& filter) {
  api::logs::MetricFilter rendered;
  rendered.filter_name = filter.name;
  rendered.filter_pattern = filter.pattern;
  rendered.metric_transformations.push_back({.metric_name = filter.metric_name,
                                             .metric_namespace = filter.metric_namespace,
                                             .metric_value = filter.metric_value,
                                             .default_value = filter.default_value,
                                             .dimensions = filter.dimensions,
                                             .unit = filter.unit});
  rendered.creation_time = millis_since_epoch(filter.created);
  rendered.log_group_name = filter.group;
  rendered.apply_on_transformed_logs = false;
  return rendered;
}

}  // namespace

// "The results are ASCII-sorted by filter name."
Result<api::logs::DescribeMetricFiltersResponse> describe_metric_filters(
    Logs& logs, const api::logs::DescribeMetricFiltersRequest& request) {
  const bool by_metric = request.metric_name || request.metric_namespace;
  const bool half = request.metric_name.has_value() != request.metric_namespace.has_value();
  if (half || (by_metric && request.log_group_name)) {
    return invalid_parameter(
        "Describe Metric Filters request must contain either logGroupName or metricName and "
        "metricNamespace");
  }
  if (request.log_group_name) TRY(logs.find_group(*request.log_group_name));
  std::vector<const FilterRecord*> filters;
  for (const auto& [key, filter] : logs.filters().all()) {
    if (is_wanted_filter(filter, request)) filters.push_back(&filter);
  }
  std::ranges::stable_sort(filters, {}, &FilterRecord::name);
  std::vector<api::logs::MetricFilter> all;
  for (const FilterRecord* filter : filters) all.push_back(render_filter(*filter));
  api::logs::DescribeMetricFiltersResponse response;
  TRY(page_into("DescribeMetricFilters", request, std::move(all), response.metric_filters,
                response));
  return response;
}

}  // namespace spotdrill::logs
