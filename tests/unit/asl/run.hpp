// An execution in virtual time, for tests: what happens to it, what it asks for, and its history as
// lines.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asl/diagnostics.hpp"
#include "asl/execution.hpp"

namespace spotdrill::asl {

/// What becomes of a task that is asked for; nothing: it is under way.
using Worker = std::function<std::optional<Input>(const Request&)>;

inline Input succeeded(TaskId task, std::string output = "{}") {
  return {.kind = Input::Kind::TaskSucceeded, .task = task, .text = std::move(output), .error = {}};
}

inline Input failed(TaskId task, std::string error, std::string cause = "why") {
  return {.kind = Input::Kind::TaskFailed,
          .task = task,
          .text = std::move(cause),
          .error = std::move(error)};
}

/// Each task gives `output`.
inline Worker gives(std::string output) {
  return [output = std::move(output)](const Request& request) {
    return succeeded(request.task, output);
  };
}

/// Each task fails of `error`.
inline Worker breaks(std::string error) {
  return [error = std::move(error)](const Request& request) { return failed(request.task, error); };
}

/// "7 TaskStateExited prev=6 A {"x":1}": with the state's name, the payload and what else is told.
inline std::string line_of(const HistoryEvent& event) {
  std::string line = fmt::format("{} {} prev={}", event.id, to_string(event.type), event.previous);
  if (event.name != nullptr) line += " " + *event.name;
  if (event.payload != nullptr) line += " " + *event.payload;
  const bool told = event.type != EventType::ExecutionStarted && event.details != nullptr;
  if (told && !event.details->empty()) line += " " + write_json(*event.details);
  return line + "\n";
}

class TestRun {
 public:
  /// Of `definition`, begun with `input`.
  explicit TestRun(std::string_view definition, std::string_view input = "{}", Worker worker = {},
                   Limits limits = {})
      : worker_(std::move(worker)), execution(made(definition, input, limits)) {
    apply({.kind = Input::Kind::Begin, .text = {}, .error = {}});
  }

  /// One that nothing has happened to yet.
  static Execution made(std::string_view definition, std::string_view input, Limits limits = {}) {
    const Parsed parsed = parse_definition(definition);
    EXPECT_TRUE(parsed.valid()) << definition
                                << testing::PrintToString(lines_of(parsed.diagnostics));
    Start start;
    start.execution_arn = "arn:execution";
    start.execution_name = "e";
    start.state_machine_arn = "arn:machine";
    start.state_machine_name = "m";
    start.role_arn = "arn:role";
    start.region = "eu-west-1";
    start.token_prefix = "prefix";
    start.seed = 7;
    start.input = Payload::of_text(make_text(std::string{input}));
    return {
        parsed.valid() ? parsed.machine : parse_definition(with_state(R"("Type": "Fail")")).machine,
        std::move(start), limits};
  }

  /// Makes it happen now, and what the worker makes of it.
  TestRun& apply(Input input) {
    inbox_.push_back(std::move(input));
    while (!inbox_.empty()) {
      Input next = std::move(inbox_.front());
      inbox_.pop_front();
      next.at = now;
      inputs.push_back(next);
      execution.apply(next);
      for (Request& request : execution.take_requests()) take(std::move(request));
      if (inbox_.empty() && execution.has_more()) {
        inbox_.push_back({.kind = Input::Kind::Continue, .text = {}, .error = {}});
      }
    }
    return *this;
  }
  TestRun& apply(Input::Kind kind, TaskId task = 0, std::string text = {}, std::string error = {}) {
    return apply({.kind = kind, .task = task, .text = std::move(text), .error = std::move(error)});
  }

  /// Time goes on by `span`, and wakes what is due.
  TestRun& elapse(Duration span) {
    const Instant end = now + span;
    for (auto due = execution.next_due(); due && *due <= end; due = execution.next_due()) {
      wake(*due);
    }
    now = std::max(now, end);
    return *this;
  }

  /// Time goes on for as long as anything is due.
  TestRun& finish() {
    for (int turns = 0; turns < 10'000; ++turns) {
      const auto due = execution.next_due();
      if (!due) return *this;
      wake(*due);
    }
    ADD_FAILURE() << "It does not end.";
    return *this;
  }

  TestRun& stop() { return apply(Input::Kind::Stop, 0, "enough", "Stopped"); }

  [[nodiscard]] std::string history(std::size_t from = 1) const {
    std::string lines = "\n";
    for (const HistoryEvent& event : execution.history()) {
      if (static_cast<std::size_t>(event.id) >= from) lines += line_of(event);
    }
    return lines;
  }

  /// "Succeeded OUTPUT", "Failed ERROR: CAUSE", "Running".
  [[nodiscard]] std::string outcome() const {
    constexpr std::array names{"Running", "Succeeded", "Failed", "TimedOut", "Aborted"};
    std::string text = names.at(static_cast<std::size_t>(execution.status()));
    if (execution.status() == Status::Succeeded) text += " " + *execution.output().text();
    if (const auto& failure = execution.failure()) {
      text += " " + failure->error + ": " + failure->cause;
    }
    return text;
  }

  /// When events of `type` happened. Units: seconds after the beginning.
  [[nodiscard]] std::vector<double> seconds_of(EventType type) const {
    std::vector<double> seconds;
    for (const HistoryEvent& event : execution.history()) {
      if (event.type == type) seconds.push_back(since_begin(event.at));
    }
    return seconds;
  }
  [[nodiscard]] double seconds_now() const { return since_begin(now); }

  /// The last request to start something.
  [[nodiscard]] const Request& request() const { return started.back(); }

 private:
  Worker worker_;  // Before `execution`, which asks it.
  std::deque<Input> inbox_;

 public:
  static constexpr Instant begin{std::chrono::sys_days{std::chrono::year{2024} / 1 / 1}};
  Execution execution;
  Instant now = begin;
  std::vector<Input> inputs;
  std::vector<Request> started;
  std::vector<TaskId> stopped;

 private:
  static double since_begin(Instant at) {
    return std::chrono::duration<double>(at - begin).count();
  }

  void wake(Instant due) {
    now = std::max(now, due);
    apply(Input::Kind::Wake);
  }

  void take(Request request) {
    if (request.kind == Request::Kind::StopTask) {
      stopped.push_back(request.task);
      return;
    }
    started.push_back(std::move(request));
    if (!worker_) return;
    if (auto answer = worker_(started.back())) inbox_.push_back(std::move(*answer));
  }
};

/// What an execution comes to when time goes on.
inline std::string outcome_of(std::string_view definition, std::string_view input = "{}",
                              Worker worker = {}) {
  TestRun run{definition, input, std::move(worker)};
  return run.finish().outcome();
}

/// Likewise, of a machine whose only state, "A", has these members.
inline std::string outcome_of_state(std::string_view members, std::string_view input = "{}",
                                    Worker worker = {}) {
  return outcome_of(with_state(members), input, std::move(worker));
}

}  // namespace spotdrill::asl
