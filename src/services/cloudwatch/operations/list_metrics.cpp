#include <algorithm>

#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudwatch {
namespace {

/// "Up to 500 results are returned for any one call."
constexpr std::size_t page_size = 500;

/// "ListMetrics doesn't return information about metrics if those metrics haven't reported data in
/// the past two weeks."
constexpr Duration listed_for = std::chrono::hours{24 * 14};

/// RecentlyActive's only value, PT3H.
constexpr Duration recently = std::chrono::hours{3};

bool matches(const MetricId& id, const api::cloudwatch::DimensionFilter& filter) {
  return std::any_of(id.dimensions.begin(), id.dimensions.end(), [&](const MetricDimension& each) {
    return each.name == filter.name && (!filter.value || each.value == *filter.value);
  });
}

bool matches(const Series& series, const api::cloudwatch::ListMetricsInput& request,
             Instant oldest) {
  const MetricId& id = series.id;
  if (request.namespace_ && id.metric_namespace != *request.namespace_) return false;
  if (request.metric_name && id.name != *request.metric_name) return false;
  if (Instant{std::chrono::seconds{series.newest()}} < oldest) return false;
  return std::all_of(request.dimensions.begin(), request.dimensions.end(),
                     [&](const auto& filter) { return matches(id, filter); });
}

api::cloudwatch::Metric metric_of(const MetricId& id) {
  api::cloudwatch::Metric metric{.namespace_ = id.metric_namespace, .metric_name = id.name};
  for (const MetricDimension& each : id.dimensions) {
    metric.dimensions.push_back({.name = each.name, .value = each.value});
  }
  return metric;
}

/// What a NextToken must have been made for.
std::string request_text(const api::cloudwatch::ListMetricsInput& request) {
  std::string text = request.namespace_.value_or("") + '\n' + request.metric_name.value_or("");
  for (const auto& each : request.dimensions) {
    text.append("\n" + each.name + "\n" + each.value.value_or(""));
  }
  return text;
}

}  // namespace

Result<api::cloudwatch::ListMetricsOutput> list_metrics(
    CloudWatch& cloudwatch, const api::cloudwatch::ListMetricsInput& request) {
  const Instant now = cloudwatch.now();
  const std::string identity = request_text(request);
  std::string after;
  if (request.next_token) {
    const auto cursor = services::read_page_token(identity, *request.next_token);
    if (!cursor) return invalid_parameter_value("Request parameter NextToken is invalid");
    after = *cursor;
  }

  api::cloudwatch::ListMetricsOutput output;
  // Nothing is shared from another account.
  if (request.owning_account && *request.owning_account != cloudwatch.place.account) return output;
  cloudwatch.metrics.age(now);
  const Instant oldest = now - (request.recently_active ? recently : listed_for);
  const auto& all = cloudwatch.metrics.all();
  std::string last;
  for (auto each = all.upper_bound(after); each != all.end(); ++each) {
    if (!matches(each->second, request, oldest)) continue;
    if (output.metrics.size() == page_size) {
      output.next_token = services::make_page_token(identity, last);
      break;
    }
    output.metrics.push_back(metric_of(each->second.id));
    if (request.include_linked_accounts.value_or(false)) {
      output.owning_accounts.push_back(cloudwatch.place.account);
    }
    last = each->first;
  }
  return output;
}

}  // namespace spotdrill::cloudwatch
