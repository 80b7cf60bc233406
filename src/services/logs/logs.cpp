#include "services/logs/logs.hpp"

#include <algorithm>
#include <utility>

#include "services/logs/errors.hpp"

namespace spotdrill::logs {
namespace {

/// How often a group is looked through for what its retention period leaves no more. Nobody sees
/// such events in between either.
constexpr Duration aging_interval = std::chrono::hours{1};

/// Names of groups have no colon.
std::string stream_key(std::string_view group, std::string_view stream) {
  return std::string{group}.append(":").append(stream);
}

}  // namespace

Logs::Logs(World& world, Place place, MetricSink sink)
    : world_(world),
      place_(std::move(place)),
      groups_(world.store, "logs.groups", place_.region),
      streams_(world.store, "logs.streams", place_.region),
      events_(world.store, place_.region),
      filters_(world, place_.region, std::move(sink)) {}

Result<const GroupRecord*> Logs::find_group(std::string_view name) const {
  const GroupRecord* group = groups_.find(name);
  if (group == nullptr) return group_not_found();
  return group;
}

void Logs::make_group(GroupRecord group) {
  group.created = now();
  std::string name = group.name;
  groups_.put(std::move(name), std::move(group));
}

void Logs::delete_group(const std::string& name) {
  for (const StreamRecord* stream : streams(name)) delete_stream(name, stream->name);
  filters_.erase_group(name);
  aged_.erase(name);
  groups_.erase(name);
}

std::vector<const StreamRecord*> Logs::streams(std::string_view group,
                                               std::string_view prefix) const {
  return streams_.with_prefix(stream_key(group, prefix));
}

Result<const StreamRecord*> Logs::find_stream(std::string_view group, std::string_view name) const {
  const StreamRecord* stream = streams_.find(stream_key(group, name));
  if (stream == nullptr) return stream_not_found();
  return stream;
}

bool Logs::has_stream(std::string_view group, std::string_view name) const {
  return streams_.find(stream_key(group, name)) != nullptr;
}

void Logs::make_stream(const std::string& group, const std::string& name) {
  streams_.put(stream_key(group, name),
               {.group = group, .name = name, .id = world_.ids.uuid(), .created = now()});
}

void Logs::delete_stream(std::string_view group, std::string_view name) {
  const std::string key = stream_key(group, name);
  events_.erase_stream(streams_.find(key)->id);
  streams_.erase(key);
}

void Logs::put(const GroupRecord& group, const StreamRecord& stream,
               const std::vector<Event>& events) {
  age(group);
  StreamRecord& record = streams_.edit(stream_key(group.name, stream.name));
  const auto earlier = [](auto known, Timestamp seen) {
    return std::min(known.value_or(seen), seen);
  };
  const auto later = [](auto known, Timestamp seen) {
    return std::max(known.value_or(seen), seen);
  };
  if (!events.empty()) {
    record.first_event = earlier(record.first_event, events.front().timestamp);
    record.last_event = later(record.last_event, events.back().timestamp);
    record.last_ingestion = events.back().ingested;
  }
  events_.append(record.id, events, now());
  filters_.ingest(group.name, events);
}

Timestamp Logs::oldest(const GroupRecord& group) const {
  if (!group.retention_days) return 0;
  const Instant begin = now() - std::chrono::hours{24} * *group.retention_days;
  return std::max<Timestamp>(0, millis_since_epoch(begin));
}

std::int64_t Logs::stored_bytes(std::string_view group) const {
  std::int64_t bytes = 0;
  for (const StreamRecord* stream : streams(group)) bytes += events_.stream_bytes(stream->id);
  return bytes;
}

void Logs::age(const GroupRecord& group) {
  if (!group.retention_days) return;
  Instant& aged = aged_[group.name];
  if (now() < aged + aging_interval) return;
  aged = now();
  for (const StreamRecord* stream : streams(group.name)) events_.expire(stream->id, oldest(group));
}

}  // namespace spotdrill::logs

template class spotdrill::Table<spotdrill::logs::GroupRecord>;
template class spotdrill::Table<spotdrill::logs::StreamRecord>;
