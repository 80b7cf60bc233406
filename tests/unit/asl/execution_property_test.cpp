// What holds of every execution, tried on machines and events of chance.
#include <map>
#include <set>

#include "asl/random_machine.hpp"
#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

constexpr Limits small_turns{.history_events = 3'000, .transitions_per_turn = 7};

/// All that a caller goes by.
std::string view_of(const Execution& execution) {
  const auto due = execution.next_due();
  std::string view = fmt::format("{} {} {} {} {}:", static_cast<int>(execution.status()),
                                 execution.history().size(), execution.has_more(),
                                 due ? due->time_since_epoch().count() : -1, execution.redrives());
  for (const Request& request : execution.outstanding()) {
    view +=
        fmt::format(" {} {} {} {} {} {}", static_cast<int>(request.kind), request.task,
                    request.state, request.submitted, request.token, *request.parameters.text());
  }
  return view;
}

std::string timed_history_of(const Execution& execution) {
  std::string lines;
  for (const HistoryEvent& event : execution.history()) {
    lines += fmt::format("{} {}", event.at.time_since_epoch().count(), line_of(event));
  }
  return lines;
}

/// An execution that lives through a number of events of chance.
class Life {
 public:
  Life(std::string_view definition, std::uint64_t seed)
      : random_(seed), execution(TestRun::made(definition, begun_with, small_turns)) {
    apply({.kind = Input::Kind::Begin, .text = {}, .error = {}});
    for (int step = 0; step < 150 && goes_on(); ++step) happen();
  }

  /// Neither over nor waiting for anything: an execution that nobody would ever hear of again.
  [[nodiscard]] bool stuck() const {
    return execution.status() == Status::Running && !execution.has_more() &&
           !execution.next_due() && execution.outstanding().empty();
  }

  static constexpr std::string_view begun_with = R"({"i":[1,2,3]})";

 private:
  Random random_;

 public:
  Execution execution;
  std::vector<Input> inputs;
  std::vector<std::string> views;  ///< After each input.
  std::set<TaskId> asked;          ///< And not stopped, nor answered.
  std::vector<TaskId> asked_twice;

 private:
  bool goes_on() {
    if (stuck()) return false;
    if (execution.status() == Status::Running) return true;
    if (execution.status() == Status::Succeeded || random_.below(3) == 0) return false;
    apply({.kind = Input::Kind::Redrive, .text = {}, .error = {}});
    return true;
  }

  void apply(Input input) {
    input.at = now_;
    execution.apply(input);
    if (input.kind == Input::Kind::TaskSucceeded || input.kind == Input::Kind::TaskFailed) {
      asked.erase(input.task);
    }
    for (const Request& request : execution.take_requests()) {
      if (request.kind == Request::Kind::StopTask) {
        asked.erase(request.task);
      } else if (!asked.insert(request.task).second) {
        asked_twice.push_back(request.task);
      }
    }
    inputs.push_back(std::move(input));
    views.push_back(view_of(execution));
  }

  void happen() {
    if (execution.has_more() && random_.below(4) != 0) {
      return apply({.kind = Input::Kind::Continue, .text = {}, .error = {}});
    }
    now_ += std::chrono::milliseconds{random_.below(700)};
    const auto due = execution.next_due();
    const auto tasks = execution.outstanding();
    if (random_.below(60) == 0) {
      return apply({.kind = Input::Kind::Stop, .text = "enough", .error = "S"});
    }
    if (due && (tasks.empty() || random_.below(3) == 0)) {
      now_ = std::max(now_, *due) + std::chrono::seconds{random_.below(4) == 0 ? 5 : 0};
      return apply({.kind = Input::Kind::Wake, .text = {}, .error = {}});
    }
    if (!tasks.empty()) answer(tasks.at(random_.below(tasks.size())));
  }

  void answer(const Request& request) {
    Input input = succeeded(request.task, R"({"done":true})");
    const bool activity = request.resource.kind == Resource::Kind::Activity;
    const bool waits = request.resource.pattern != Resource::Pattern::RequestResponse;
    if (request.kind == Request::Kind::StartMapRun) {
      if (random_.below(2) == 0) input.kind = Input::Kind::MapRunStarted;
    } else if (!request.submitted && activity) {
      input = {.kind = Input::Kind::TaskStarted, .task = request.task, .text = "w", .error = {}};
    } else if (!request.submitted && waits) {
      input.kind = Input::Kind::TaskSubmitted;
    } else if (random_.below(3) == 0) {
      input = failed(request.task, random_.below(2) == 0 ? "E" : "Other");
    } else if (random_.below(4) == 0) {
      input.kind = Input::Kind::TaskHeartbeat;
    }
    apply(std::move(input));
  }

  Instant now_ = TestRun::begin;
};

constexpr std::uint64_t seeds = 200;

/// Goal: an execution ends, or there is something that it waits for; what it asked for is what it
/// says that it waits for; and its history is one.
TEST(ExecutionProperty, NoneIsEverStuck) {
  std::map<Status, int> ends;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const std::string definition = RandomMachine{seed}.definition();
    const Life life{definition, seed};
    ASSERT_FALSE(life.stuck()) << seed << definition << timed_history_of(life.execution);
    std::set<TaskId> outstanding;
    for (const Request& request : life.execution.outstanding()) outstanding.insert(request.task);
    ASSERT_EQ(outstanding, life.asked) << seed << definition;
    ASSERT_THAT(life.asked_twice, testing::IsEmpty()) << seed << definition;
    EventId id = 0;
    Instant last;
    for (const HistoryEvent& event : life.execution.history()) {
      ASSERT_EQ(event.id, ++id);
      ASSERT_LT(event.previous, id);
      ASSERT_GE(event.at, last) << seed << definition << timed_history_of(life.execution);
      last = event.at;
    }
    ++ends[life.execution.status()];
  }
  EXPECT_GT(ends[Status::Succeeded], 10);
  EXPECT_GT(ends[Status::Failed], 10);
}

/// Goal: an execution is its inputs: it survives a restart wherever that comes.
/// Method: the inputs of one are given to another, which is to be the same after each of them.
TEST(ExecutionProperty, TheSameInputsGiveTheSameExecution) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const std::string definition = RandomMachine{seed}.definition();
    const Life life{definition, seed};
    Execution again = TestRun::made(definition, Life::begun_with, small_turns);
    for (std::size_t index = 0; index < life.inputs.size(); ++index) {
      again.apply(life.inputs[index]);
      static_cast<void>(again.take_requests());
      ASSERT_EQ(view_of(again), life.views[index]) << seed << definition;
    }
    ASSERT_EQ(timed_history_of(again), timed_history_of(life.execution)) << seed << definition;
  }
}

}  // namespace
}  // namespace spotdrill::asl
