// Executions of one region: they are started, driven and remembered here. What a state does is the
// machine's matter (asl/execution.hpp); this gives it the time, carries its requests out by the
// dispatcher, and keeps its inputs, from which a later daemon makes the same execution again.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asl/execution.hpp"
#include "base/result.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/states/activity_tasks.hpp"
#include "services/states/execution_record.hpp"
#include "services/states/states.hpp"
#include "store/table.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::states {

/// How many executions that are over are kept, and how many children of their map runs; the oldest
/// go first, with their children.
// DEVIATION: AWS keeps them for 90 days, whatever their number.
inline constexpr std::size_t executions_kept_max = 10'000;
inline constexpr std::size_t children_kept_max = 30'000;

/// How much of them is kept: inputs, outputs and causes, which are in memory. One may be 256 KiB.
/// Units: bytes.
// DEVIATION: likewise.
inline constexpr std::size_t executions_kept_bytes_max = 64 * 1024 * 1024;

/// "Maximum execution time: 5 minutes." Source: Step Functions Developer Guide, quotas of EXPRESS.
inline constexpr std::chrono::minutes express_duration_max{5};

/// Requests of one execution that are carried out in one turn of the event loop: most are answered
/// at once, so that a loop of Tasks would never let go of it.
inline constexpr int requests_per_turn = 200;

/// Children of a map run that are started in one turn, likewise.
inline constexpr int children_per_turn = 50;

/// What StartExecution and its like begin.
struct NewExecution {
  std::string name;  ///< Empty: a UUID.
  std::string input;
  std::string trace_header;
  std::string parent;
  std::uint64_t parent_task = 0;
  bool parent_parses = false;  ///< ".sync:2": it gets the output as JSON, not as text.
};

class Executions {
 public:
  using Records = Table<ExecutionRecord>;
  using MapRuns = Table<MapRunRecord>;
  /// Told when an EXPRESS execution is over; null: it was forgotten.
  using Ended = std::function<void(const ExecutionRecord*)>;

  /// Takes up the executions of the region that are not over. All three outlive it.
  Executions(World& world, States& states, const wire::Dispatcher& dispatcher);
  ~Executions();
  Executions(const Executions&) = delete;
  Executions& operator=(const Executions&) = delete;

  /// Every execution, by key: "MACHINE:NAME", an EXPRESS one's with ":UUID".
  [[nodiscard]] const Records::Map& all() const { return records_.all(); }

  /// The execution that `arn` names.
  /// Errors: InvalidArn, ExecutionDoesNotExist.
  Result<const ExecutionRecord*> find(std::string_view arn) const;

  /// Starts an execution of what an ARN means: it begins in an event of its own. A STANDARD one of
  /// the same name and input that is running is given again.
  /// Errors: ExecutionAlreadyExists, InvalidExecutionInput, InvalidName.
  Result<ExecutionRecord> start(const Target& target, NewExecution options);

  /// Starts an EXPRESS execution and says when it is over.
  Result<ExecutionRecord> start_sync(const Target& target, NewExecution options, Ended ended);

  /// Starts what the parameters of "arn:aws:states:::states:startExecution" ask for.
  /// Errors: those of start and of resolving an ARN, as the integration words them.
  Result<ExecutionRecord, asl::Failure> start_by_task(const json::value& parameters,
                                                      NewExecution options,
                                                      const std::string& request_id);

  /// Ends an execution that runs; one that does not is left as it is.
  void stop(const ExecutionRecord& record, std::string error, std::string cause);

  /// Goes on with an execution that did not succeed; gives the time. `token` (which may be empty)
  /// tells a request that is made again: it has gone on already.
  /// Errors: ExecutionNotRedrivable.
  Result<Instant> redrive(const ExecutionRecord& record, std::string token);

  /// Why an execution cannot be redriven; empty: it can.
  [[nodiscard]] std::string not_redrivable(const ExecutionRecord& record) const;

  /// The history as GetExecutionHistory has it: events `begin` to `end`, counted from 0.
  [[nodiscard]] json::array history(const ExecutionRecord& record, std::int64_t begin,
                                    std::int64_t end, bool include_data) const;
  [[nodiscard]] std::int64_t event_count(const ExecutionRecord& record) const;

  /// The task that `token` stands for has come to something.
  /// Errors: InvalidToken, TaskDoesNotExist, TaskTimedOut.
  Result<void> task_input(std::string_view token, asl::Input::Kind kind, std::string text,
                          std::string error);

  [[nodiscard]] ActivityTasks& activities() { return activities_; }
  [[nodiscard]] MapRuns& map_runs() { return map_runs_; }
  [[nodiscard]] const MapRuns& map_runs() const { return map_runs_; }
  [[nodiscard]] States& states() { return states_; }

  /// Tells whoever waits for a synchronous execution or for an activity's task that there is none.
  void dismiss();

  /// A map run's limits have been changed: more children may start.
  void map_run_changed(const std::string& arn);

 private:
  /// An execution that is under way.
  struct Running {
    std::unique_ptr<asl::Execution> execution;
    std::set<std::string> activities;  ///< ARNs of those that its tasks may wait for.
    std::deque<asl::Input> inbox;      ///< Empty between events: the store has what has come in.
    std::deque<asl::Request> outbox;   ///< For a later turn. What is in it has not been done.
    std::map<std::uint64_t, std::int64_t> heartbeats;  ///< Rows of the last ones, by task.
    std::int64_t rows = 0;                             ///< Of inputs, in the store.
    bool begun = false;
    bool pumping = false;
    Ended ended;
  };
  /// A map run that is under way.
  struct MapRun {
    asl::MapRunRequest request;
    std::vector<std::optional<std::string>> outputs;
    std::int64_t next = 0;
    std::int64_t alive = 0;
    bool pausing = false;  ///< More start in a later turn.
  };

  static std::string key_of(std::string_view arn);
  ExecutionRecord new_record(const Target& target, const NewExecution& options);
  ExecutionRecord launch(ExecutionRecord record, std::shared_ptr<const asl::StateMachine> machine,
                         Ended ended);
  std::unique_ptr<asl::Execution> make(const ExecutionRecord& record,
                                       std::shared_ptr<const asl::StateMachine> machine) const;

  // Driving (executions.cpp).
  void begin(const std::string& key);
  void push(const std::string& key, asl::Input input);
  void pump(const std::string& key);
  void take_in(const std::string& key, Running& running);
  void take(const std::string& key, Running& running, asl::Input input);
  void settle(const std::string& key, Running& running);
  void keep(const std::string& key, Running& running, const asl::Input& input);
  void finish(const std::string& key, Running& running);
  void tell_parents(const ExecutionRecord& record);
  void tell_parent(const ExecutionRecord& record);
  void forget_oldest();

  // Rows (execution_rows.cpp).
  void keep_history(const std::string& key, const asl::Execution& execution);
  void erase_inputs(const std::string& key, std::int64_t rows);
  void erase_history(const std::string& key, const ExecutionRecord& record);
  void forget(const std::string& key);
  void forget_map_runs(const std::string& key);
  void take_up();
  void take_up(const std::string& key, std::shared_ptr<const asl::StateMachine> machine);
  Running& replay(const std::string& key, std::shared_ptr<const asl::StateMachine> machine);
  void resume(const std::string& key);

  // Requests (execution_requests.cpp).
  void carry_out(const std::string& key, asl::Request request);
  void start_task(const std::string& key, const asl::Request& request);
  void start_activity(const std::string& key, const asl::Request& request);
  [[nodiscard]] bool has_activity(const std::string& arn) const;
  void stop_task(const std::string& key, const asl::Request& request);
  void call_service(const std::string& key, const asl::Request& request);
  void start_child(const std::string& key, const asl::Request& request);
  void task_ended(const std::string& key, std::uint64_t task,
                  Result<std::string, asl::Failure> end);
  void submitted(const std::string& key, std::uint64_t task, std::string output);

  // Map runs (map_runs.cpp).
  void start_map_run(const std::string& key, const asl::Request& request);
  void resume_map_run(const std::string& key, const asl::Request& request);
  void start_map_child(const std::string& arn, std::int64_t index);
  void stop_children(const std::string& arn);
  void start_children(const std::string& arn);
  void child_ended(const ExecutionRecord& child);
  void end_map_run(const std::string& arn, std::string status);
  void abort_map_run(const std::string& key, std::uint64_t task);

  World& world_;
  States& states_;
  const wire::Dispatcher& dispatcher_;
  Records records_;
  MapRuns map_runs_;
  std::map<std::string, Running> running_;
  /// Keys of what is over and may be forgotten, the oldest first. Children go with their parents.
  std::map<std::int64_t, std::string> over_;
  std::size_t bytes_ = 0;                           ///< Of every record: payloads (bytes_of).
  std::map<std::string, MapRun> running_map_runs_;  ///< By ARN.
  std::deque<ExecutionRecord> untold_;  ///< Over; whoever waits for them has not heard. In order.
  std::int64_t next_sequence_ = 1;
  ActivityTasks activities_;
  Timers timers_;
};

}  // namespace spotdrill::states

extern template class spotdrill::Table<spotdrill::states::ExecutionRecord>;
extern template class spotdrill::Table<spotdrill::states::MapRunRecord>;
