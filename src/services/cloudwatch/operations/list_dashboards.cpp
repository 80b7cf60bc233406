#include "services/cloudwatch/dashboards/arn.hpp"
#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudwatch {
namespace {

/// "The call to ListDashboards returns up to 1000 results".
constexpr std::size_t dashboards_a_page = 1000;

}  // namespace

Result<api::cloudwatch::ListDashboardsOutput> list_dashboards(
    CloudWatch& cloudwatch, const api::cloudwatch::ListDashboardsInput& request) {
  const std::string prefix = request.dashboard_name_prefix.value_or("");
  std::vector<api::cloudwatch::DashboardEntry> entries;
  for (const auto& [name, dashboard] : cloudwatch.dashboards.all()) {
    if (!name.starts_with(prefix)) continue;
    entries.push_back({.dashboard_name = name,
                       .dashboard_arn = dashboard_arn(cloudwatch.place, name),
                       .last_modified = dashboard.modified,
                       .size = static_cast<std::int64_t>(dashboard.body.size())});
  }
  const std::string identity = "ListDashboards " + prefix;
  const auto begin = services::page_begin(identity, request.next_token);
  if (!begin) return invalid_parameter_value("Request parameter NextToken is invalid");
  api::cloudwatch::ListDashboardsOutput output;
  services::take_page(identity, std::move(entries), *begin, dashboards_a_page,
                      output.dashboard_entries, output.next_token);
  return output;
}

}  // namespace spotdrill::cloudwatch
