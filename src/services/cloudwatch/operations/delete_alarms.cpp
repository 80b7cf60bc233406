#include <fmt/format.h>
#include <fmt/ranges.h>

#include "services/cloudwatch/alarms/requests.hpp"
#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {

// "In the event of an error, no alarms are deleted."
Result<api::cloudwatch::DeleteAlarmsResult> delete_alarms(
    CloudWatch& cloudwatch, const api::cloudwatch::DeleteAlarmsInput& request) {
  std::vector<std::string> unknown;
  for (const std::string& name : request.alarm_names) {
    if (cloudwatch.alarms.find(name) == nullptr) unknown.push_back(name);
    // "To delete an alarm that a composite alarm depends on, delete or change that one first."
    const auto parents = cloudwatch.alarms.parents_of(name);
    if (!parents.empty()) {
      return invalid_alarm(
          fmt::format("Cannot delete {} as there are composite alarm(s) depending on it.", name));
    }
  }
  if (!unknown.empty()) return alarm_not_found(fmt::format("{}", fmt::join(unknown, ", ")));
  for (const std::string& name : request.alarm_names) cloudwatch.alarms.erase(name);
  return api::cloudwatch::DeleteAlarmsResult{};
}

}  // namespace spotdrill::cloudwatch
