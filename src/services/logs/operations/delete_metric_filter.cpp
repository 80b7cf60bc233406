#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::DeleteMetricFilterResult> delete_metric_filter(
    Logs& logs, const api::logs::DeleteMetricFilterRequest& request) {
  TRY(logs.find_group(request.log_group_name));
  if (logs.filters().find(request.log_group_name, request.filter_name) == nullptr) {
    return filter_not_found();
  }
  logs.filters().erase(request.log_group_name, request.filter_name);
  return api::logs::DeleteMetricFilterResult{};
}

}  // namespace spotdrill::logs
