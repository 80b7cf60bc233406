#include "services/cloudwatch/cloudwatch.hpp"

#include <algorithm>

#include "services/cloudwatch/alarms/observation.hpp"

// Before anything in here uses it.
template class spotdrill::Table<spotdrill::cloudwatch::DashboardRecord>;

namespace spotdrill::cloudwatch {

CloudWatch::CloudWatch(World& in_world, Place at_place, AlarmAction action)
    : world(in_world),
      place(std::move(at_place)),
      metrics(world.store, place.region),
      alarms(
          world, place,
          [this](const api::cloudwatch::MetricAlarm& alarm) { return observe(*this, alarm); },
          std::move(action)),
      dashboards(world.store, "cloudwatch.dashboards", place.region) {}

MetricId metric_id(std::string metric_namespace, std::string name,
                   const std::vector<api::cloudwatch::Dimension>& dimensions) {
  MetricId id{.metric_namespace = std::move(metric_namespace), .name = std::move(name)};
  id.dimensions.reserve(dimensions.size());
  for (const auto& each : dimensions) id.dimensions.push_back({each.name, each.value});
  // A metric is the same in whatever order its dimensions are given.
  std::sort(id.dimensions.begin(), id.dimensions.end());
  return id;
}

}  // namespace spotdrill::cloudwatch
