#include "apps/alarm_actions.hpp"

#include <fmt/format.h>

#include "services/cloudwatch/alarms/notice.hpp"
#include "services/sns/operations.hpp"
#include "services/tagging/arn.hpp"

namespace spotdrill::apps {
namespace {

using Done = Result<void, std::string>;

std::string sentence(const AwsError& error) {
  return fmt::format("{} ({})", error.message, error.code);
}

Done notify(wire::Regional<sns::Sns>& topics, const std::string& topic,
            const cloudwatch::AlarmNotice& notice, const Place& place) {
  const auto arn = tagging::read_arn(topic);
  const auto region = topics.all().find(arn ? std::string{arn->region} : "");
  if (region == topics.all().end()) return refuse(fmt::format("Topic does not exist: {}", topic));
  api::sns::PublishInput request;
  request.topic_arn = topic;
  request.subject = cloudwatch::subject_of(notice, place);
  request.message = cloudwatch::message_of(notice, place);
  const auto published = sns::publish(*region->second, request);
  if (!published.has_value()) return refuse(sentence(published.error()));
  return {};
}

/// Which instance the alarm's metric is of.
std::string instance_of(const api::cloudwatch::MetricAlarm& alarm) {
  for (const auto& dimension : alarm.dimensions) {
    if (dimension.name == "InstanceId") return dimension.value;
  }
  return {};
}

Done act(ec2::Ec2Service& service, std::string_view action, const cloudwatch::AlarmNotice& notice) {
  const std::string id = instance_of(notice.alarm.alarm);
  ec2::Ec2* region = service.find_region_of(id);
  const ec2::Instance* instance = region == nullptr ? nullptr : region->find_instance(id);
  if (instance == nullptr) return refuse(fmt::format("The instance ID '{}' does not exist", id));
  if (action.ends_with(":terminate")) {
    region->begin_shutdown(id, ec2::StateReason::UserInitiatedShutdown);
    return {};
  }
  if (!instance->is_up()) return refuse(fmt::format("The instance '{}' is not running", id));
  if (action.ends_with(":reboot")) {
    region->reboot(id);
  } else {
    region->begin_stop(id, ec2::StateReason::UserInitiatedShutdown);
  }
  return {};
}

}  // namespace

cloudwatch::AlarmAction act_on(wire::Regional<sns::Sns>& topics, ec2::Ec2Service& ec2,
                               Place place) {
  return [&topics, &ec2, place = std::move(place)](const std::string& action,
                                                   const cloudwatch::AlarmNotice& notice) -> Done {
    if (action.starts_with("arn:aws:sns:")) return notify(topics, action, notice, place);
    return act(ec2, action, notice);
  };
}

}  // namespace spotdrill::apps
