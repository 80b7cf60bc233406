#include <fmt/format.h>

#include "services/logs/patterns/pattern.hpp"

#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {
namespace {

/// "The maximum number of metric filters that can be associated with a log group is 100."
constexpr std::size_t filters_max = 100;

/// "One metric filter can include as many as three dimensions."
constexpr std::size_t dimensions_max = 3;

Result<void> check_dimensions(const Pattern& pattern,
                              const api::logs::MetricTransformation& transformation) {
  if (transformation.dimensions.empty()) return {};
  if (!pattern.has_values()) {
    return invalid_parameter("The specified filter pattern does not support dimensions");
  }
  if (transformation.default_value) {
    return invalid_transformation("dimensions and default value are mutually exclusive properties");
  }
  if (transformation.dimensions.size() > dimensions_max) {
    // DEVIATION: AWS's message is not known to us.
    return invalid_transformation("there can be no more than 3 dimensions");
  }
  for (const auto& [name, selector] : transformation.dimensions) {
    if (!pattern.takes(selector)) {
      return invalid_transformation("dimension value must be valid selector");
    }
  }
  return {};
}

Result<void> check_transformation(const Pattern& pattern,
                                  const api::logs::MetricTransformation& transformation) {
  const std::string& value = transformation.metric_value;
  if (!read_number(value) && !pattern.takes(value)) {
    return invalid_transformation(fmt::format("metric value {} must be a valid number", value));
  }
  return check_dimensions(pattern, transformation);
}

}  // namespace

Result<api::logs::PutMetricFilterResult> put_metric_filter(
    Logs& logs, const api::logs::PutMetricFilterRequest& request) {
  TRY(logs.find_group(request.log_group_name));
  // "This parameter is valid only for log groups that have an active log transformer."
  if (request.apply_on_transformed_logs.value_or(false)) return not_supported("log transformers");
  if (!request.field_selection_criteria.value_or("").empty()) {
    return not_supported("field selection criteria");
  }
  if (!request.emit_system_field_dimensions.empty()) {
    return not_supported("dimensions of system fields");
  }
  const Pattern pattern = TRY(parse_metric_filter_pattern(request.filter_pattern));
  const api::logs::MetricTransformation& transformation = request.metric_transformations.front();
  TRY(check_transformation(pattern, transformation));
  const auto& filters = logs.filters();
  const bool replaces = filters.find(request.log_group_name, request.filter_name) != nullptr;
  if (!replaces && filters.of_group(request.log_group_name).size() >= filters_max) {
    return limit_exceeded();
  }
  logs.filters().put({.group = request.log_group_name,
                      .name = request.filter_name,
                      .pattern = request.filter_pattern,
                      .metric_name = transformation.metric_name,
                      .metric_namespace = transformation.metric_namespace,
                      .metric_value = transformation.metric_value,
                      .default_value = transformation.default_value,
                      .dimensions = transformation.dimensions,
                      .unit = transformation.unit,
                      .created = logs.now()});
  return api::logs::PutMetricFilterResult{};
}

}  // namespace spotdrill::logs
