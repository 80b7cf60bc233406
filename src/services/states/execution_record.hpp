// What Step Functions keeps of executions and of map runs. How an execution came to be where it is
// stands in rows of its own: its inputs while it may go on, its history when it is over
// (execution_rows.hpp).
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/units.hpp"

namespace spotdrill::states {

/// A RedriveExecution that went well, by its client token.
struct RedriveToken {
  std::string token;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(RedriveToken, (), (token, at))

struct ExecutionRecord {
  std::string arn;
  std::string name;
  std::string machine;   ///< Name of the state machine.
  std::string revision;  ///< What runs.
  std::string role_arn;
  std::string version_arn;  ///< Of the version it was started by; may be empty.
  std::string alias_arn;    ///< Likewise.
  std::string trace_header;
  bool express = false;
  bool synchronous = false;  ///< StartSyncExecution: somebody waits for it.
  std::string status = "RUNNING";
  std::string input;
  std::string output;
  std::optional<std::string> error;
  std::optional<std::string> cause;
  std::uint64_t seed = 0;
  Instant started;
  std::optional<Instant> stopped;
  std::int64_t redrives = 0;
  std::optional<Instant> redriven;
  std::vector<RedriveToken> redrive_tokens;  ///< The last ones.
  std::int64_t sequence = 0;  ///< Counts up by executions: the newest has the highest.
  std::int64_t inputs = 0;    ///< Rows of inputs, when the execution is over.
  std::int64_t events = 0;    ///< Of the history, when the execution is over.

  // Of a child, whoever started it.
  std::string parent;                 ///< Key of the execution that waits for this one's end.
  std::uint64_t parent_task = 0;      ///< Its task.
  bool parent_parses = false;         ///< It waits by ".sync:2".
  std::string map_run;                ///< ARN of the map run that this is a child of.
  std::int64_t map_index = 0;         ///< Its place there.
  std::int64_t map_items = 0;         ///< How many items it works on.
  json::value map_context = nullptr;  ///< Its context's "Map".
};
BOOST_DESCRIBE_STRUCT(ExecutionRecord, (),
                      (arn, name, machine, revision, role_arn, version_arn, alias_arn, trace_header,
                       express, synchronous, status, input, output, error, cause, seed, started,
                       stopped, redrives, redriven, redrive_tokens, sequence, inputs, events,
                       parent, parent_task, parent_parses, map_run, map_index, map_items,
                       map_context))

/// What of a record may be large. Units: bytes.
inline std::size_t bytes_of(const ExecutionRecord& record) {
  return record.input.size() + record.output.size() + record.error.value_or("").size() +
         record.cause.value_or("").size();
}

/// Executions of a map run, or items of it, by what became of them.
struct MapCounts {
  std::int64_t pending = 0;
  std::int64_t running = 0;
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
  std::int64_t timed_out = 0;
  std::int64_t aborted = 0;
  std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(MapCounts, (),
                      (pending, running, succeeded, failed, timed_out, aborted, total))

struct MapRunRecord {
  std::string arn;
  std::string machine;  ///< Name of the state machine.
  std::string label;
  std::string parent;  ///< Key of the execution.
  std::uint64_t parent_task = 0;
  bool express = false;
  std::string status = "RUNNING";
  Instant started;
  std::optional<Instant> stopped;
  std::int64_t concurrency_max = 0;
  double tolerated_failure_percentage = 0;
  std::int64_t tolerated_failure_count = 0;
  MapCounts executions;
  MapCounts items;
};
BOOST_DESCRIBE_STRUCT(MapRunRecord, (),
                      (arn, machine, label, parent, parent_task, express, status, started, stopped,
                       concurrency_max, tolerated_failure_percentage, tolerated_failure_count,
                       executions, items))

}  // namespace spotdrill::states
