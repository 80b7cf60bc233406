#include "services/cloudwatch/dashboards/arn.hpp"
#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {

Result<api::cloudwatch::GetDashboardOutput> get_dashboard(
    CloudWatch& cloudwatch, const api::cloudwatch::GetDashboardInput& request) {
  const DashboardRecord* dashboard = cloudwatch.dashboards.find(request.dashboard_name);
  if (dashboard == nullptr) return dashboard_not_found(request.dashboard_name);
  return api::cloudwatch::GetDashboardOutput{
      .dashboard_arn = dashboard_arn(cloudwatch.place, request.dashboard_name),
      .dashboard_body = dashboard->body,
      .dashboard_name = request.dashboard_name};
}

}  // namespace spotdrill::cloudwatch
