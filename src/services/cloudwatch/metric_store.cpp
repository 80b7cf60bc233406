#include "services/cloudwatch/metric_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/describe.hpp>
#include <charconv>
#include <optional>

#include "services/cloudwatch/slot_text.hpp"
#include "store/record.hpp"

namespace spotdrill::cloudwatch {

BOOST_DESCRIBE_STRUCT(MetricDimension, (), (name, value))
BOOST_DESCRIBE_STRUCT(MetricId, (), (metric_namespace, name, dimensions))

namespace {

constexpr std::string_view series_table = "cloudwatch.series";
constexpr std::string_view slots_table = "cloudwatch.slots";

/// How often every series is looked at for what has become too old.
constexpr Duration age_interval = std::chrono::hours{1};

std::int64_t seconds_of(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

std::int64_t floor_to(std::int64_t seconds, std::int64_t step) {
  const std::int64_t remainder = seconds % step;
  return seconds - (remainder < 0 ? remainder + step : remainder);
}

std::string series_key(std::uint32_t number) {
  return fmt::format("{:08}", number);
}

std::int64_t row_of(std::size_t resolution, std::int64_t slot) {
  const std::int64_t span = resolutions[resolution].slot_seconds * slots_per_row;
  return floor_to(slot, span) / span;
}

template <class T>
std::optional<T> parse_integer(std::string_view text) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string MetricId::key() const {
  std::string text;
  const auto part = [&text](std::string_view piece) {
    text.append(piece);
    text.push_back('\0');
  };
  part(metric_namespace);
  part(name);
  for (const MetricDimension& dimension : dimensions) {
    part(dimension.name);
    part(dimension.value);
  }
  return text;
}

void add_to(Slot& slot, Unit unit, const Aggregate& aggregate) {
  const auto found = std::find_if(slot.begin(), slot.end(),
                                  [unit](const UnitAggregate& each) { return each.unit == unit; });
  if (found == slot.end()) {
    slot.push_back({.unit = unit, .aggregate = aggregate});
  } else {
    found->aggregate.merge(aggregate);
  }
}

std::int64_t Series::newest() const {
  std::int64_t newest = INT64_MIN;
  for (const Slots& each : slots) {
    if (!each.empty()) newest = std::max(newest, each.rbegin()->first);
  }
  return newest;
}

MetricStore::MetricStore(Store& store, std::string region)
    : store_(store), region_(std::move(region)) {
  load();
  store_.join(*this);
}

MetricStore::~MetricStore() {
  store_.leave(*this);
}

void MetricStore::load() {
  for (const Row& row : store_.load(series_table, region_)) {
    const auto number = parse_integer<std::uint32_t>(row.key);
    const auto parsed = parse_json(row.value);
    if (!number || !parsed.has_value()) continue;
    MetricId id;
    record::from_json(*parsed, id);
    std::string key = id.key();
    Series& series = series_[std::move(key)];
    series.number = *number;
    series.id = std::move(id);
    by_number_[*number] = &series;
    next_number_ = std::max(next_number_, *number + 1);
  }
  for (const Row& row : store_.load(slots_table, region_)) {
    // "SERIES.RESOLUTION.ROW": see flush_row.
    const std::string_view key{row.key};
    if (key.size() < 10) continue;
    const auto number = parse_integer<std::uint32_t>(key.substr(0, 8));
    const auto resolution = parse_integer<std::uint32_t>(key.substr(9, 1));
    if (!number || !resolution || *resolution >= resolutions.size()) continue;
    const auto found = by_number_.find(*number);
    if (found != by_number_.end()) read_slots(row.value, found->second->slots[*resolution]);
  }
}

Series& MetricStore::series_of(const MetricId& id) {
  const auto [found, added] = series_.try_emplace(id.key());
  Series& series = found->second;
  if (!added) return series;
  series.number = next_number_++;
  series.id = id;
  by_number_[series.number] = &series;
  changed_series_.insert(series.number);
  return series;
}

void MetricStore::touch(const Series& series, std::size_t resolution, std::int64_t slot) {
  changed_rows_.emplace(series.number, static_cast<std::uint32_t>(resolution),
                        row_of(resolution, slot));
  store_.mark_changed();
}

void MetricStore::add(const MetricId& id, Instant at, Unit unit, const Aggregate& aggregate,
                      Instant now) {
  const auto kept = std::find_if(resolutions.begin(), resolutions.end(),
                                 [&](const Resolution& each) { return at >= now - each.kept; });
  if (kept == resolutions.end()) return;
  if (now >= next_age_) {
    age(now);
    next_age_ = now + age_interval;
  }
  Series& series = series_of(id);
  age(series, now);
  const auto resolution = static_cast<std::size_t>(kept - resolutions.begin());
  const std::int64_t slot = floor_to(seconds_of(at), kept->slot_seconds);
  Slot& parts = series.slots[resolution][slot];
  add_to(parts, unit, aggregate);
  for (UnitAggregate& part : parts) part.aggregate.bound();
  touch(series, resolution, slot);
}

const Series* MetricStore::find(const MetricId& id, Instant now) {
  const auto found = series_.find(id.key());
  if (found == series_.end()) return nullptr;
  age(found->second, now);
  return &found->second;
}

void MetricStore::age(Instant now) {
  for (auto each = series_.begin(); each != series_.end();) {
    Series& series = each->second;
    age(series, now);
    const bool empty = std::all_of(series.slots.begin(), series.slots.end(),
                                   [](const Slots& slots) { return slots.empty(); });
    if (!empty) {
      ++each;
      continue;
    }
    changed_series_.insert(series.number);
    store_.mark_changed();
    by_number_.erase(series.number);
    each = series_.erase(each);
  }
}

// "Data points that are initially published with a shorter period are aggregated together for
// long-term storage."
void MetricStore::age(Series& series, Instant now) {
  for (std::size_t resolution = 0; resolution < resolutions.size(); ++resolution) {
    Slots& slots = series.slots[resolution];
    const std::int64_t oldest = seconds_of(now - resolutions[resolution].kept);
    while (!slots.empty() && slots.begin()->first < oldest) {
      auto old = slots.extract(slots.begin());
      touch(series, resolution, old.key());
      if (resolution + 1 == resolutions.size()) continue;
      const std::int64_t into = floor_to(old.key(), resolutions[resolution + 1].slot_seconds);
      Slot& joined = series.slots[resolution + 1][into];
      for (const UnitAggregate& each : old.mapped()) add_to(joined, each.unit, each.aggregate);
      for (UnitAggregate& each : joined) each.aggregate.bound();
      touch(series, resolution + 1, into);
    }
  }
}

void MetricStore::flush() {
  for (const std::uint32_t number : changed_series_) {
    const auto found = by_number_.find(number);
    if (found == by_number_.end()) {
      store_.erase(series_table, region_, series_key(number));
    } else {
      store_.put(series_table, region_, series_key(number),
                 to_text(record::to_json(found->second->id)));
    }
  }
  for (const RowId& row : changed_rows_) flush_row(row);
  changed_series_.clear();
  changed_rows_.clear();
}

void MetricStore::flush_row(const RowId& row) {
  const auto [number, resolution, position] = row;
  std::string text;
  if (const auto found = by_number_.find(number); found != by_number_.end()) {
    const Slots& slots = found->second->slots[resolution];
    const std::int64_t span = resolutions[resolution].slot_seconds * slots_per_row;
    const auto end = slots.lower_bound((position + 1) * span);
    for (auto slot = slots.lower_bound(position * span); slot != end; ++slot) {
      for (const UnitAggregate& each : slot->second) write_slot(text, slot->first, each);
    }
  }
  const std::string key = fmt::format("{}.{}.{}", series_key(number), resolution, position);
  if (text.empty()) {
    store_.erase(slots_table, region_, key);
  } else {
    store_.put(slots_table, region_, key, text);
  }
}

void MetricStore::clear() {
  series_.clear();
  by_number_.clear();
  changed_series_.clear();
  changed_rows_.clear();
  next_number_ = 1;
  next_age_ = {};
}

}  // namespace spotdrill::cloudwatch
