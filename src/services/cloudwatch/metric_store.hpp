// Every metric of one region, with what its slots of time received. In memory as a whole; persisted
// in rows of a few slots each, so that one value costs one small row, not the series. Knows no
// request and no statistic.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/units.hpp"
#include "engine/store.hpp"
#include "services/cloudwatch/aggregate.hpp"
#include "services/cloudwatch/unit.hpp"

namespace spotdrill::cloudwatch {

struct MetricDimension {
  std::string name;
  std::string value;
  auto operator<=>(const MetricDimension&) const = default;
};

/// A metric's identity. Its dimensions are in order of names.
struct MetricId {
  std::string metric_namespace;
  std::string name;
  std::vector<MetricDimension> dimensions;

  /// Identifies the metric, and puts metrics in order: namespace, name, dimensions.
  [[nodiscard]] std::string key() const;
};

struct UnitAggregate {
  Unit unit = unit_none;
  Aggregate aggregate;
};

/// What one slot of time received, apart for each unit.
using Slot = std::vector<UnitAggregate>;

/// Slots by where they begin. Units: seconds since the epoch.
using Slots = std::map<std::int64_t, Slot>;

/// Adds `aggregate` to the part of `slot` that has its unit.
void add_to(Slot& slot, Unit unit, const Aggregate& aggregate);

struct Resolution {
  std::int64_t slot_seconds;
  Duration kept;
};

/// How long data stays at which resolution; then it is joined into the next, at last dropped.
// "Data points with a period of less than 60 seconds are available for 3 hours. ... Data points
// with a period of 60 seconds (1-minute) are available for 15 days. Data points with a period of
// 300 seconds (5-minute) are available for 63 days. Data points with a period of 3600 seconds (1
// hour) are available for 455 days (15 months)." DEVIATION: every metric is kept by the second for
// its first three hours, also one that was put with a StorageResolution of 60: a drill measures
// lost work more finely than by the minute.
inline constexpr std::array<Resolution, 4> resolutions{{
    {1, std::chrono::hours{3}},
    {60, std::chrono::hours{24 * 15}},
    {300, std::chrono::hours{24 * 63}},
    {3600, std::chrono::hours{24 * 455}},
}};

/// How many slots one row of the store holds at most.
inline constexpr std::int64_t slots_per_row = 20;

/// How many metrics a region may have.
// DEVIATION: AWS has no limit; here a job that puts a new dimension value with every call must not
// fill the memory.
inline constexpr std::size_t metrics_max = 100'000;

struct Series {
  std::uint32_t number = 0;  ///< Names the series in the store.
  MetricId id;
  std::array<Slots, resolutions.size()> slots;  ///< One for each resolution.

  /// When the newest slot begins. Units: seconds since the epoch.
  [[nodiscard]] std::int64_t newest() const;
};

class MetricStore final : public StoreParticipant {
 public:
  /// Reads back what `store` holds of `region`. `store` outlives the metric store.
  MetricStore(Store& store, std::string region);
  ~MetricStore() override;
  MetricStore(const MetricStore&) = delete;
  MetricStore& operator=(const MetricStore&) = delete;

  /// Whether `additional` further metrics would be too many.
  [[nodiscard]] bool full(std::size_t additional) const {
    return series_.size() + additional > metrics_max;
  }

  /// Adds what the metric received at `at`. Data older than every resolution keeps is dropped.
  void add(const MetricId& id, Instant at, Unit unit, const Aggregate& aggregate, Instant now);

  /// The metric's series, joined as `now` demands. Null when the metric is unknown.
  const Series* find(const MetricId& id, Instant now);

  /// Joins and drops what has become too old, in every series.
  void age(Instant now);

  /// Every series, in order of MetricId::key.
  [[nodiscard]] const std::map<std::string, Series>& all() const { return series_; }

  void flush() override;
  void clear() override;

 private:
  /// One row of the store: series, resolution, and the number of the row in time.
  using RowId = std::tuple<std::uint32_t, std::uint32_t, std::int64_t>;

  void load();
  Series& series_of(const MetricId& id);
  void touch(const Series& series, std::size_t resolution, std::int64_t slot);
  void age(Series& series, Instant now);
  void flush_row(const RowId& row);

  Store& store_;
  std::string region_;
  std::map<std::string, Series> series_;
  std::map<std::uint32_t, Series*> by_number_;
  std::uint32_t next_number_ = 1;
  Instant next_age_;
  std::set<std::uint32_t> changed_series_;
  std::set<RowId> changed_rows_;
};

}  // namespace spotdrill::cloudwatch
