#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {

// "If there is an error during this call, no dashboards are deleted."
Result<api::cloudwatch::DeleteDashboardsOutput> delete_dashboards(
    CloudWatch& cloudwatch, const api::cloudwatch::DeleteDashboardsInput& request) {
  for (const std::string& name : request.dashboard_names) {
    if (cloudwatch.dashboards.find(name) == nullptr) return dashboard_not_found(name);
  }
  for (const std::string& name : request.dashboard_names) cloudwatch.dashboards.erase(name);
  return api::cloudwatch::DeleteDashboardsOutput{};
}

}  // namespace spotdrill::cloudwatch
