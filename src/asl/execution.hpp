// Execution: a state machine that runs. A pure state machine itself: what happens outside comes in
// as an Input, with its time; what is to be done outside goes out as a Request. It knows no clock,
// no socket and no AWS service, and the same inputs give the same history again: that is how an
// execution survives a restart (docs/adr/0007).
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "asl/definition.hpp"
#include "asl/failure.hpp"
#include "asl/frame.hpp"
#include "asl/history.hpp"
#include "asl/inspection.hpp"
#include "asl/payload.hpp"
#include "base/units.hpp"
#include "engine/random.hpp"

namespace spotdrill::asl {

/// What an execution is begun with.
struct Start {
  std::string execution_arn;
  std::string execution_name;
  std::string state_machine_arn;
  std::string state_machine_name;
  std::string role_arn;
  std::string region;
  std::string token_prefix;  ///< Of task tokens: by it the caller finds the execution again.
  std::string version_arn;   ///< Of the version that was asked for; may be empty.
  std::string alias_arn;     ///< Likewise.
  std::uint64_t seed = 0;    ///< Of its chance.
  Payload input;
  json::object map_context;  ///< Of a map run's child: its context's "Map". May be empty.
};

/// Source: Step Functions Developer Guide, "Step Functions service quotas".
struct Limits {
  std::int64_t history_events = 25'000;  ///< 0: none, as EXPRESS has it.
  std::size_t payload_bytes = 256 * 1024;
  /// Transitions of one turn. The caller goes on with a later Input::Continue, so that an endless
  /// loop keeps nobody else waiting.
  std::int64_t transitions_per_turn = 2'000;
};

enum class Status : std::uint8_t { Running, Succeeded, Failed, TimedOut, Aborted };

/// Something that happened outside. What an execution is stored as is the list of these.
struct Input {
  enum class Kind : std::uint8_t {
    Begin,
    Continue,       ///< The turn was over, the work was not.
    Wake,           ///< It is next_due(), or later.
    TaskStarted,    ///< A worker took an activity. `text`: its name.
    TaskSubmitted,  ///< The request of a .sync or .waitForTaskToken was accepted. `text`: the
                    ///< reply.
    TaskSucceeded,  ///< `text`: the output.
    TaskFailed,     ///< `error` and `text`, the cause.
    TaskHeartbeat,
    MapRunStarted,  ///< `text`: its ARN.
    TimeOut,        ///< The whole has taken too long.
    Stop,           ///< StopExecution. `error` and `text`, the cause.
    Redrive,
  };
  Kind kind = Kind::Begin;
  Instant at;
  TaskId task = 0;
  std::string text;
  std::string error;
  std::vector<std::string> missing;  ///< ARNs of activities that are not there when it comes in.
};

/// Something to be done outside.
struct Request {
  enum class Kind : std::uint8_t {
    StartTask,
    StopTask,  ///< Nobody waits for it any more. Only `task` and `resource` are set.
    StartMapRun,
  };
  Kind kind = Kind::StartTask;
  TaskId task = 0;
  Resource resource;
  Payload parameters;
  std::string token;        ///< Of an activity and of .waitForTaskToken.
  std::string credentials;  ///< RoleArn of Credentials; may be empty.
  std::string state;        ///< The state's name.
  bool submitted = false;   ///< It was accepted already: only its end is waited for.
  std::shared_ptr<const MapRunRequest> map_run;
};

class Visit;

/// States.Runtime: the activity that a task waits for is not there.
Failure no_activity(const Resource& resource);

/// States.DataLimitExceeded: what `who` returned is too large.
Failure result_too_large(std::string_view who);

/// What a failed event tells of `failure`, beside `details`.
std::shared_ptr<const json::object> failure_details(const Failure& failure,
                                                    json::object details = {});

class Execution {
 public:
  Execution(std::shared_ptr<const StateMachine> machine, Start start, Limits limits = {});

  /// Only the first state is worked on, and is looked at. Comes before every input; `inspection`
  /// outlives this.
  void inspect(Inspection& inspection) { inspection_ = &inspection; }

  /// Takes an input and goes on as far as it can. An input for a task that is over, or for an
  /// execution that is, changes nothing.
  void apply(const Input& input);

  /// What is to be done outside, in order. It is handed out once.
  std::vector<Request> take_requests();

  /// Every task and map run that was asked for and is not over: what is to be taken up again after
  /// a restart, in order.
  [[nodiscard]] std::vector<Request> outstanding() const;

  /// False when nobody waits for that task.
  [[nodiscard]] bool waits_for(TaskId task) const { return tasks_.contains(task); }

  /// The token of a task that is waited for; empty: there is none.
  [[nodiscard]] std::string token_of(TaskId task) const;

  /// When an Input::Wake is due; nothing: when none is.
  [[nodiscard]] std::optional<Instant> next_due() const;

  /// True when an Input::Continue is due at once.
  [[nodiscard]] bool has_more() const { return status_ == Status::Running && !ready_.empty(); }

  [[nodiscard]] Status status() const { return status_; }
  [[nodiscard]] const Payload& output() const { return output_; }
  [[nodiscard]] const std::optional<Failure>& failure() const { return failure_; }
  [[nodiscard]] Instant started_at() const { return started_at_; }
  [[nodiscard]] Instant ended_at() const { return ended_at_; }
  [[nodiscard]] std::int64_t redrives() const { return redrives_; }
  [[nodiscard]] const std::vector<HistoryEvent>& history() const { return history_; }
  [[nodiscard]] std::int64_t transitions() const { return transitions_; }
  [[nodiscard]] const Start& start() const { return start_; }

  /// The variables of the outermost scope.
  [[nodiscard]] const VariableMap& variables() const { return variables_; }

  /// The context's "Map" in `frame`: the item of the innermost iteration. Empty outside of a Map.
  [[nodiscard]] json::object map_item(const Frame& frame) const;

 private:
  friend class Visit;
  friend class FrameScope;

  enum class TimerKind : std::uint8_t { Wake, Retry, TaskTimeout, Heartbeat, ExecutionTimeout };
  using Timer = std::tuple<Instant, std::uint64_t, FrameId, TimerKind>;

  void begin(const Input& input);
  void wake();
  void go_off();
  void fire(Frame& frame, TimerKind kind);
  void run();
  void finish(Status status, EventType type, std::optional<Failure> failure);
  void end(Status status, EventType type, std::optional<Failure> failure);
  [[nodiscard]] bool history_is_full() const;
  void end_at_limit();
  void time_out();

  // Frames and timers (execution_frames.cpp).
  Frame& add_frame(const StateMachine& machine, FrameId parent, std::int64_t index, Payload input);
  void drop_frame(FrameId id);
  Frame* find(FrameId id);
  [[nodiscard]] const Frame* find(FrameId id) const;
  void set_timer(Frame& frame, Instant at, TimerKind kind);
  void cancel_timer(Frame& frame, TimerKind kind);
  void cancel_timers(Frame& frame);

  // One state (execution_states.cpp).
  void enter(Frame& frame);
  void attempt(Frame& frame);
  void take(Frame& frame, Result<Step, Failure> step);
  void take_given(Frame& frame);
  Result<Leaving, Failure> leaving(Frame& frame, Produced produced);
  Result<Leaving, Failure> leaving(Frame& frame, Chosen chosen);
  static Result<Leaving, Failure> made_of(Payload over, const Visit& visit,
                                          const std::optional<PayloadTemplate>& assign,
                                          const std::optional<PayloadTemplate>& output,
                                          Subject subject);
  void leave_with(Frame& frame, Produced produced);
  void leave(Frame& frame, Result<Leaving, Failure> leaving);
  void end_frame(Frame& frame, Payload output);
  [[nodiscard]] Failure runtime_failure(const Frame& frame, Failure failure) const;

  // Tasks (execution_tasks.cpp).
  void prepare_work(Frame& frame);
  void invoke(Frame& frame, Call call);
  void start_map_run(Frame& frame, Call call);
  void flush_requests();
  void arm_limits(Frame& frame);
  [[nodiscard]] Request request_of(const Frame& frame) const;
  void task_input(const Input& input);
  void task_succeeded(Frame& frame, const Input& input);
  void task_failed(Frame& frame, Failure failure);
  void time_out(Frame& frame, std::string_view error);
  void close_task(Frame& frame);
  void stop_task(Frame& frame);
  void request_stop(const Frame& frame);

  // Parallel and inline Map (execution_fan.cpp).
  void fan_out(Frame& frame, FanOut out);
  void record_map_started(Frame& frame, std::int64_t length);
  void start_children(Frame& frame, EventId previous);
  void child_ended(Frame& parent, Frame& child, Payload output);
  void gather(Frame& frame);
  void child_failed(Frame& parent, Frame& child, const Failure& failure);
  void halt(Frame& frame, EventId cause);
  void halt_children(Frame& frame, EventId cause);
  void drop_children(Frame& frame);

  // Failure (execution_failure.cpp).
  void fail(Frame& frame, Failure failure);
  void tell_evaluation(Frame& frame, Failure& failure);
  bool retry(Frame& frame, const Failure& failure, const Effort& effort);
  bool handle(Frame& frame, Failure& failure, const Effort& effort);
  Result<Leaving, Failure> caught(Frame& frame, const Catcher& catcher, const Failure& failure);
  void fail_at_once(const Frame& frame, Failure failure);
  void redrive();
  void resume(Frame& frame, EventId previous);

  HistoryEvent& record(EventType type, EventId previous);
  HistoryEvent& record(Frame& frame, EventType type);

  std::shared_ptr<const StateMachine> machine_;
  Start start_;
  Limits limits_;
  Inspection* inspection_ = nullptr;  ///< Null: nobody looks.
  mutable Random random_;
  Instant now_;
  std::vector<std::string> missing_;  ///< Of the input that is being worked on.
  Instant started_at_;
  Instant ended_at_;
  Status status_ = Status::Running;
  Payload output_;
  std::optional<Failure> failure_;
  std::int64_t redrives_ = 0;
  std::int64_t transitions_ = 0;
  std::int64_t turn_end_ = 0;  ///< The transitions at which this turn is over.
  std::vector<HistoryEvent> history_;
  HistoryEvent unrecorded_;  ///< What the limit keeps out of the history.
  VariableMap variables_;    ///< The outermost scope's, kept when it has ended.
  std::map<FrameId, Frame> frames_;
  std::deque<FrameId> ready_;
  std::set<Timer> timers_;
  std::uint64_t timer_sequence_ = 0;
  FrameId next_frame_ = 1;
  TaskId next_task_ = 1;
  std::map<TaskId, FrameId> tasks_;
  std::vector<TaskId> unstarted_;  ///< Asked for in this turn, in order.
  std::vector<Request> requests_;
};

}  // namespace spotdrill::asl
