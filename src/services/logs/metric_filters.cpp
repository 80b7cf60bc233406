#include "services/logs/metric_filters.hpp"

#include <cmath>
#include <utility>

namespace spotdrill::logs {
namespace {

// "The metric value is aggregated and reported every minute."
constexpr Duration reporting_period = 1min;

/// Names of groups have no colon.
std::string filter_key(std::string_view group, std::string_view filter) {
  return std::string{group}.append(":").append(filter);
}

Instant instant_of(Timestamp timestamp) {
  return Instant{std::chrono::milliseconds{timestamp}};
}

/// What `text`, the value of a metric filter, is of `message`: a number of its own, or what it
/// selects.
// DEVIATION: AWS is silent on numbers that JSON has in quotes; here they are values, too.
std::optional<double> metric_value(const Pattern& pattern, const std::string& text,
                                   std::string_view message) {
  if (!text.starts_with('$')) return read_number(text);
  const auto selected = pattern.value(message, text);
  const auto number = selected ? read_number(*selected) : std::nullopt;
  return number && std::isfinite(*number) ? number : std::nullopt;
}

}  // namespace

MetricFilters::MetricFilters(World& world, const std::string& region, MetricSink sink)
    : world_(world),
      sink_(std::move(sink)),
      filters_(world.store, "logs.metric-filters", region),
      timers_(world.scheduler) {
  for (const auto& [key, filter] : filters_.all()) {
    compile(key);
    arm(key);
  }
}

void MetricFilters::compile(const std::string& key) {
  auto pattern = Pattern::parse(filters_.find(key)->pattern);
  if (pattern.has_value()) patterns_.insert_or_assign(key, *std::move(pattern));
}

std::vector<const FilterRecord*> MetricFilters::of_group(std::string_view group) const {
  return filters_.with_prefix(filter_key(group, ""));
}

const FilterRecord* MetricFilters::find(std::string_view group, std::string_view name) const {
  return filters_.find(filter_key(group, name));
}

void MetricFilters::put(FilterRecord filter) {
  const std::string key = filter_key(filter.group, filter.name);
  timers_.cancel(key);
  filters_.put(key, std::move(filter));
  compile(key);
}

void MetricFilters::erase(std::string_view group, std::string_view name) {
  const std::string key = filter_key(group, name);
  timers_.cancel(key);
  patterns_.erase(key);
  filters_.erase(key);
}

void MetricFilters::erase_group(std::string_view group) {
  for (const FilterRecord* filter : of_group(group)) erase(group, filter->name);
}

void MetricFilters::ingest(std::string_view group, const std::vector<Event>& events) {
  if (events.empty()) return;
  for (const FilterRecord* filter : of_group(group)) {
    const std::string key = filter_key(group, filter->name);
    const auto pattern = patterns_.find(key);
    if (pattern == patterns_.end()) continue;
    bool matched = false;
    for (const Event& event : events) {
      if (!pattern->second.matches(event.message)) continue;
      matched = true;
      publish(*filter, pattern->second, event);
    }
    if (filter->default_value) await_minute(key, matched);
  }
}

void MetricFilters::publish(const FilterRecord& filter, const Pattern& pattern,
                            const Event& event) {
  const auto value = metric_value(pattern, filter.metric_value, event.message);
  if (!value || !sink_) return;
  std::map<std::string, std::string> dimensions;
  for (const auto& [name, selector] : filter.dimensions) {
    auto selected = pattern.value(event.message, selector);
    // DEVIATION: AWS is silent on events that lack a dimension; here they have no value.
    if (!selected || selected->empty()) return;
    dimensions.emplace(name, *std::move(selected));
  }
  sink_({.metric_namespace = filter.metric_namespace,
         .name = filter.metric_name,
         .dimensions = dimensions,
         .unit = filter.unit,
         .value = *value,
         .at = instant_of(event.timestamp)});
}

// "If logs are ingested during a one-minute time period but no matches are found, the value
// specified for Default Value (if any) is reported."
void MetricFilters::await_minute(const std::string& key, bool matched) {
  const Instant minute = std::chrono::floor<std::chrono::minutes>(world_.clock.now());
  const FilterRecord& known = *filters_.find(key);
  if (known.minute == minute && (known.matched || !matched)) return;
  if (known.minute != minute) end_minute(key);
  FilterRecord& filter = filters_.edit(key);
  filter.matched = (filter.minute == minute && filter.matched) || matched;
  filter.minute = minute;
  arm(key);
}

void MetricFilters::end_minute(const std::string& key) {
  const FilterRecord& known = *filters_.find(key);
  if (known.minute == Instant{}) return;
  FilterRecord& filter = filters_.edit(key);
  const Instant minute = std::exchange(filter.minute, Instant{});
  if (filter.matched || !filter.default_value || !sink_) return;
  sink_({.metric_namespace = filter.metric_namespace,
         .name = filter.metric_name,
         .dimensions = filter.dimensions,
         .unit = filter.unit,
         .value = *filter.default_value,
         .at = minute});
}

void MetricFilters::arm(const std::string& key) {
  const FilterRecord& filter = *filters_.find(key);
  if (filter.minute == Instant{}) return;
  timers_.set(key, filter.minute + reporting_period, [this, key] { end_minute(key); });
}

}  // namespace spotdrill::logs

template class spotdrill::Table<spotdrill::logs::FilterRecord>;
