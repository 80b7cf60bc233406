#include "services/cloudwatch/cloudwatch.hpp"

#include <algorithm>

namespace spotdrill::cloudwatch {

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
