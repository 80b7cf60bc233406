#include "services/cloudwatch/tags.hpp"

#include "services/cloudwatch/dashboards/arn.hpp"
#include "services/cloudwatch/errors.hpp"

namespace spotdrill::cloudwatch {

Result<Tagged> tagged_by(CloudWatch& cloudwatch, const std::string& arn) {
  if (const AlarmRecord* alarm = cloudwatch.alarms.find_by_arn(arn)) {
    return Tagged{alarm->tags, [&cloudwatch, name = *alarm->alarm.alarm_name](Tags tags) {
                    cloudwatch.alarms.edit_tags(name) = std::move(tags);
                  }};
  }
  const std::string before_name = dashboard_arn(cloudwatch.place, "");
  if (arn.starts_with(before_name)) {
    const std::string name = arn.substr(before_name.size());
    if (const DashboardRecord* dashboard = cloudwatch.dashboards.find(name)) {
      return Tagged{dashboard->tags, [&cloudwatch, name](Tags tags) {
                      cloudwatch.dashboards.edit(name).tags = std::move(tags);
                    }};
    }
  }
  return resource_not_found(arn);
}

}  // namespace spotdrill::cloudwatch
