// CloudWatch Logs in one region: its log groups, their streams with what is in them, and what
// metric filters make of it. What its operations do is under operations/.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/world.hpp"
#include "services/logs/event_store.hpp"
#include "services/logs/metric_filters.hpp"
#include "services/logs/records.hpp"
#include "store/table.hpp"

namespace spotdrill::logs {

// DEVIATION: a region can have 1,000,000 log groups and any number of log streams on AWS.
inline constexpr std::size_t groups_max = 100'000;
inline constexpr std::size_t streams_max = 100'000;

class Logs {
 public:
  using Groups = Table<GroupRecord>;
  using Streams = Table<StreamRecord>;

  /// Takes up what the world's store holds of the region. `sink`: where metric filters' values go.
  Logs(World& world, Place place, MetricSink sink = {});
  Logs(const Logs&) = delete;
  Logs& operator=(const Logs&) = delete;

  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] std::string arn(const GroupRecord& group) const {
    return place_.arn("logs", "log-group:" + group.name);
  }

  /// Every log group, in order of names.
  [[nodiscard]] const Groups::Map& groups() const { return groups_.all(); }
  /// Errors: ResourceNotFoundException.
  [[nodiscard]] Result<const GroupRecord*> find_group(std::string_view name) const;
  [[nodiscard]] bool has_group(std::string_view name) const {
    return groups_.find(name) != nullptr;
  }
  void make_group(GroupRecord group);
  GroupRecord& edit_group(std::string_view name) { return groups_.edit(name); }
  /// With its streams and everything in them.
  void delete_group(const std::string& name);

  /// The streams of a group whose names begin with `prefix`, in order of names.
  [[nodiscard]] std::vector<const StreamRecord*> streams(std::string_view group,
                                                         std::string_view prefix = {}) const;
  /// Errors: ResourceNotFoundException.
  [[nodiscard]] Result<const StreamRecord*> find_stream(std::string_view group,
                                                        std::string_view name) const;
  [[nodiscard]] bool has_stream(std::string_view group, std::string_view name) const;
  [[nodiscard]] std::size_t stream_count() const { return streams_.all().size(); }
  void make_stream(const std::string& group, const std::string& name);
  void delete_stream(std::string_view group, std::string_view name);

  /// Takes events into a stream of the group. They are in order of time.
  void put(const GroupRecord& group, const StreamRecord& stream, const std::vector<Event>& events);
  MetricFilters& filters() { return filters_; }
  [[nodiscard]] const MetricFilters& filters() const { return filters_; }
  [[nodiscard]] const EventStore& events() const { return events_; }
  /// Before this a group has nothing: its retention period is over.
  [[nodiscard]] Timestamp oldest(const GroupRecord& group) const;
  [[nodiscard]] std::int64_t stored_bytes(std::string_view group) const;

 private:
  void age(const GroupRecord& group);

  World& world_;
  Place place_;
  Groups groups_;
  Streams streams_;
  EventStore events_;
  MetricFilters filters_;
  std::map<std::string, Instant, std::less<>> aged_;  ///< When each group was looked through.
};

}  // namespace spotdrill::logs

// Their bodies are in logs.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::logs::GroupRecord>;
extern template class spotdrill::Table<spotdrill::logs::StreamRecord>;
