// CloudWatch in one region: its metrics. What its operations do is under operations/.
#pragma once

#include <vector>

#include "api/cloudwatch.hpp"
#include "engine/world.hpp"
#include "services/cloudwatch/metric_store.hpp"

namespace spotdrill::cloudwatch {

struct CloudWatch {
  /// Takes up what the world's store holds of the region.
  CloudWatch(World& in_world, Place at_place)
      : world(in_world), place(std::move(at_place)), metrics(world.store, place.region) {}

  [[nodiscard]] Instant now() const { return world.clock.now(); }

  World& world;
  Place place;
  MetricStore metrics;
};

/// The identity of the metric that a request names.
MetricId metric_id(std::string metric_namespace, std::string name,
                   const std::vector<api::cloudwatch::Dimension>& dimensions);

}  // namespace spotdrill::cloudwatch
