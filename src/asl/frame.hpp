// Frame: one line of states with its place in it: the execution itself, a branch of a Parallel, an
// iteration of a Map. Plain data of execution.hpp; and what a state comes to when it is entered.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "asl/definition.hpp"
#include "asl/failure.hpp"
#include "asl/history.hpp"
#include "asl/payload.hpp"

namespace spotdrill::asl {

using FrameId = std::uint64_t;  ///< 0: none; 1: the execution's own.
using TaskId = std::uint64_t;   ///< 0: none.
using VariableMap = std::map<std::string, json::value, std::less<>>;

/// What a distributed Map asks for.
struct MapRunRequest {
  std::shared_ptr<const StateMachine> processor;
  const Map* map = nullptr;               ///< Of the definition: Label, ProcessorConfig, …
  std::vector<Payload> inputs;            ///< Of the child executions, batched.
  std::vector<std::int64_t> item_counts;  ///< How many items each input has.
  std::vector<json::value> items;         ///< Each input's item, for the context's Map.Item.Value.
  std::int64_t concurrency_max = 0;
  double tolerated_failure_percentage = 0;
  std::int64_t tolerated_failure_count = 0;
};

/// The work of a Task that is under way.
struct Work {
  TaskId task = 0;
  std::string token;
  Payload parameters;
  std::string credentials;
  std::optional<Seconds> timeout;
  std::optional<Seconds> heartbeat;
  bool submitted = false;
  bool requested = false;  ///< Its Request has gone out.
  std::shared_ptr<const MapRunRequest> map_run;
};

/// A Parallel or an inline Map that is under way.
struct Fan {
  std::vector<std::shared_ptr<const StateMachine>>
      branches;                    ///< One for each child, or one for all.
  std::vector<Payload> inputs;     ///< Of each child.
  std::vector<json::value> items;  ///< Of a Map: for its context.
  std::vector<Payload> results;
  std::map<std::int64_t, FrameId> children;  ///< Those alive, by index.
  std::int64_t next = 0;                     ///< The next child to be started.
  std::int64_t concurrency_max = 0;          ///< 0: unlimited.
  bool is_map = false;
};

struct Frame {
  FrameId id = 0;
  FrameId parent = 0;
  std::int64_t index = 0;  ///< Among its parent's children.
  const StateMachine* machine = nullptr;
  const State* state = nullptr;
  Payload input;        ///< Of the state, raw.
  Payload effective;    ///< After InputPath.
  EventId last = 0;     ///< The event that the next one follows.
  EventId before = 0;   ///< The event that the StateEntered follows.
  EventId entered = 0;  ///< The StateEntered. 0: the state is still to be entered.
  Instant entered_at;
  std::vector<std::int64_t> attempts;  ///< Retries by each Retrier.
  std::int64_t retries = 0;
  VariableMap variables;
  std::optional<json::value> context;  ///< Made when it is asked for.
  std::unique_ptr<Work> work;
  std::unique_ptr<Fan> fan;
  /// Timers that are set: where they stand.
  std::vector<std::tuple<Instant, std::uint64_t, int>> timers;
  bool retrying = false;  ///< The next turn is an attempt, not an entry.
  bool halted = false;    ///< Failed or aborted; kept for a redrive.
};

// What a state comes to when it is entered.

/// It is over, with this result.
struct Produced {
  Payload result;
};
/// It is over and goes on elsewhere than to its Next: Choice.
struct Chosen {
  Payload result;
  std::string next;
  const ChoiceRule* rule = nullptr;  ///< None: its Default.
};
/// It waits.
struct SleepUntil {
  Instant when;
};
/// It calls somebody.
struct Call {
  Payload parameters;
  std::optional<Seconds> timeout;
  std::optional<Seconds> heartbeat;
  std::string credentials;
  std::shared_ptr<const MapRunRequest> map_run;
};
/// It has lines of its own.
struct FanOut {
  std::unique_ptr<Fan> fan;
};
/// It fails as the definition says: Fail. What fails otherwise is an error beside the Step.
struct Failed {
  Failure failure;
};
/// A Map that had its items and started, and whose other fields are wrong.
struct StartedInVain {
  std::int64_t length = 0;
  Failure failure;
};
using Step = std::variant<Produced, Chosen, SleepUntil, Call, FanOut, Failed, StartedInVain>;

/// How a state is left.
struct Leaving {
  Payload output;
  std::string next;  ///< Empty: the line ends.
  VariableMap assigned;
};

}  // namespace spotdrill::asl
