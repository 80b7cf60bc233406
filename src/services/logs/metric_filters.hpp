// Metric filters: what of the events that come in becomes values of CloudWatch's metrics. Knows no
// CloudWatch: whoever wires the services together says where values go.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/logs/patterns/pattern.hpp"
#include "services/logs/records.hpp"
#include "store/table.hpp"

namespace spotdrill::logs {

/// One value of a metric. The references last as long as the call that gives them.
struct MetricValue {
  const std::string& metric_namespace;
  const std::string& name;
  const std::map<std::string, std::string>& dimensions;
  const std::optional<std::string>& unit;
  double value;
  Instant at;
};

using MetricSink = std::function<void(const MetricValue&)>;

class MetricFilters {
 public:
  using Filters = Table<FilterRecord>;

  /// Takes up what the world's store holds of the region. No `sink`: values are nobody's.
  MetricFilters(World& world, const std::string& region, MetricSink sink);
  MetricFilters(const MetricFilters&) = delete;
  MetricFilters& operator=(const MetricFilters&) = delete;

  /// Every filter, in order of groups and names.
  [[nodiscard]] const Filters::Map& all() const { return filters_.all(); }
  [[nodiscard]] std::vector<const FilterRecord*> of_group(std::string_view group) const;
  [[nodiscard]] const FilterRecord* find(std::string_view group, std::string_view name) const;
  /// In place of one of the same name. Its pattern is one.
  void put(FilterRecord filter);
  void erase(std::string_view group, std::string_view name);
  void erase_group(std::string_view group);

  /// Looks at events that have come into the group.
  void ingest(std::string_view group, const std::vector<Event>& events);

 private:
  void compile(const std::string& key);
  void publish(const FilterRecord& filter, const Pattern& pattern, const Event& event);
  void await_minute(const std::string& key, bool matched);
  void end_minute(const std::string& key);
  void arm(const std::string& key);

  World& world_;
  MetricSink sink_;
  Filters filters_;
  std::map<std::string, Pattern, std::less<>> patterns_;
  Timers timers_;
};

}  // namespace spotdrill::logs

// Its body is in metric_filters.cpp: it would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::logs::FilterRecord>;
