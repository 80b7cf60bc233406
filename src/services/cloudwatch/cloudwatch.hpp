// CloudWatch in one region: its metrics, alarms and dashboards. What its operations do is under
// operations/.
#pragma once

#include <vector>

#include "api/cloudwatch.hpp"
#include "engine/world.hpp"
#include "services/cloudwatch/alarms/alarms.hpp"
#include "services/cloudwatch/dashboards/records.hpp"
#include "services/cloudwatch/metric_store.hpp"

namespace spotdrill::cloudwatch {

struct CloudWatch {
  /// Takes up what the world's store holds of the region. `action`: what alarms have done.
  CloudWatch(World& in_world, Place at_place, AlarmAction action = {});

  [[nodiscard]] Instant now() const { return world.clock.now(); }

  World& world;
  Place place;
  MetricStore metrics;
  Alarms alarms;
  Table<DashboardRecord> dashboards;
};

/// The identity of the metric that a request names.
MetricId metric_id(std::string metric_namespace, std::string name,
                   const std::vector<api::cloudwatch::Dimension>& dimensions);

}  // namespace spotdrill::cloudwatch

extern template class spotdrill::Table<spotdrill::cloudwatch::DashboardRecord>;
