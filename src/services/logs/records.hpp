// What CloudWatch Logs keeps: of log groups, of their streams, and of metric filters. Events are
// apart: event_store.hpp.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/units.hpp"
#include "services/logs/event.hpp"

namespace spotdrill::logs {

using Tags = std::map<std::string, std::string>;

struct GroupRecord {
  std::string name;
  Instant created;
  std::optional<std::int32_t> retention_days;
  bool deletion_protection = false;
  Tags tags;
};
BOOST_DESCRIBE_STRUCT(GroupRecord, (), (name, created, retention_days, deletion_protection, tags))

struct StreamRecord {
  std::string group;
  std::string name;
  std::string id;  ///< Another one each time that a stream of this name is made.
  Instant created;
  std::optional<Timestamp> first_event;
  std::optional<Timestamp> last_event;
  std::optional<Timestamp> last_ingestion;
};
BOOST_DESCRIBE_STRUCT(StreamRecord, (),
                      (group, name, id, created, first_event, last_event, last_ingestion))

struct FilterRecord {
  std::string group;
  std::string name;
  std::string pattern;
  std::string metric_name;
  std::string metric_namespace;
  std::string metric_value;  ///< A number, or what selects one: "$.latency".
  std::optional<double> default_value;
  std::map<std::string, std::string> dimensions;
  std::optional<std::string> unit;
  Instant created;
  Instant minute;        ///< The one whose default value may be due. Epoch: none.
  bool matched = false;  ///< Something has in that minute.
};
BOOST_DESCRIBE_STRUCT(FilterRecord, (),
                      (group, name, pattern, metric_name, metric_namespace, metric_value,
                       default_value, dimensions, unit, created, minute, matched))

}  // namespace spotdrill::logs
