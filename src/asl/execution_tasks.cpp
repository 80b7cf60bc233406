// Tasks of an execution: how they are asked for, and what comes back.
#include <fmt/format.h>

#include <algorithm>

#include "asl/execution.hpp"
#include "base/assert.hpp"
#include "base/base64.hpp"

namespace spotdrill::asl {
namespace {

using Kind = Resource::Kind;

/// The events of a task, by what it calls.
struct TaskEvents {
  EventType scheduled;
  EventType started;
  EventType succeeded;
  EventType failed;
  EventType timed_out;
};

TaskEvents events_of(Kind kind) {
  switch (kind) {
    case Kind::Integration:
      return {EventType::TaskScheduled, EventType::TaskStarted, EventType::TaskSucceeded,
              EventType::TaskFailed, EventType::TaskTimedOut};
    case Kind::Activity:
      return {EventType::ActivityScheduled, EventType::ActivityStarted,
              EventType::ActivitySucceeded, EventType::ActivityFailed, EventType::ActivityTimedOut};
    case Kind::Function:
      return {EventType::LambdaFunctionScheduled, EventType::LambdaFunctionStarted,
              EventType::LambdaFunctionSucceeded, EventType::LambdaFunctionFailed,
              EventType::LambdaFunctionTimedOut};
  }
  return {};
}

const Resource& resource_of(const Frame& frame) {
  return std::get<Task>(frame.state->kind).resource;
}

/// What the events of an integration all carry.
json::object names_of(const Resource& resource) {
  json::object details;
  if (resource.kind != Kind::Integration) return details;
  details.emplace("resource", resource.action);
  details.emplace("resourceType", resource.type);
  return details;
}

std::shared_ptr<const json::object> share(json::object details) {
  if (details.empty()) return nullptr;
  return std::make_shared<const json::object>(std::move(details));
}

/// As AWS names it in causes.
const std::string& worker_of(const Frame& frame) {
  const Resource& resource = resource_of(frame);
  return resource.kind == Kind::Integration ? resource.type : resource.arn;
}

bool takes_token(const Resource& resource) {
  return resource.kind == Kind::Activity || resource.pattern == Resource::Pattern::WaitForTaskToken;
}

}  // namespace

Failure no_activity(const Resource& resource) {
  return {.error = std::string{error_name::runtime},
          .cause = fmt::format("The activity {} does not exist.", resource.arn)};
}

Failure result_too_large(std::string_view who) {
  return {.error = std::string{error_name::data_limit_exceeded},
          .cause = fmt::format("The state/task '{}' returned a result with a size exceeding the "
                               "maximum number of bytes service limit.",
                               who)};
}

std::shared_ptr<const json::object> failure_details(const Failure& failure, json::object details) {
  if (!failure.error.empty()) details.emplace("error", failure.error);
  if (!failure.cause.empty()) details.emplace("cause", failure.cause);
  return std::make_shared<const json::object>(std::move(details));
}

/// The task's name and token: its parameters may refer to the token.
void Execution::prepare_work(Frame& frame) {
  frame.work = std::make_unique<Work>();
  frame.work->task = next_task_++;
  if (!takes_token(resource_of(frame))) return;
  std::string random(32, '\0');
  for (std::size_t at = 0; at < random.size(); at += sizeof(std::uint64_t)) {
    const std::uint64_t chance = random_.next();
    std::memcpy(random.data() + at, &chance, sizeof chance);
  }
  frame.work->token = base64_encode(
      fmt::format("{}|{}|{}", start_.token_prefix, frame.work->task, base64_encode(random)));
}

void Execution::invoke(Frame& frame, Call call) {
  if (call.map_run != nullptr) return start_map_run(frame, std::move(call));
  Work& work = *frame.work;
  work.parameters = std::move(call.parameters);
  work.timeout = call.timeout;
  work.heartbeat = call.heartbeat;
  work.credentials = std::move(call.credentials);
  const Resource& resource = resource_of(frame);
  if (work.parameters.size() > limits_.payload_bytes) {
    return fail(frame, runtime_failure(
                           frame, Failure{.error = std::string{error_name::data_limit_exceeded},
                                          .cause = "The Parameters exceed the maximum number of "
                                                   "bytes service limit."}));
  }

  if (std::ranges::find(missing_, resource.arn) != missing_.end()) {
    return fail(frame, runtime_failure(frame, no_activity(resource)));
  }

  HistoryEvent& scheduled = record(frame, events_of(resource.kind).scheduled);
  scheduled.payload = work.parameters.text();
  json::object details = names_of(resource);
  if (resource.kind == Kind::Integration) {
    details.emplace("region", start_.region);
  } else {
    details.emplace("resource", resource.arn);
  }
  if (work.timeout) details.emplace("timeoutInSeconds", work.timeout->count());
  if (work.heartbeat) details.emplace("heartbeatInSeconds", work.heartbeat->count());
  if (!work.credentials.empty()) {
    details.emplace("taskCredentials", json::object{{"roleArn", work.credentials}});
  }
  scheduled.details = share(std::move(details));
  tasks_[work.task] = frame.id;
  unstarted_.push_back(work.task);
}

void Execution::start_map_run(Frame& frame, Call call) {
  frame.context.reset();
  frame.work = std::make_unique<Work>();
  frame.work->task = next_task_++;
  frame.work->map_run = std::move(call.map_run);
  std::int64_t length = 0;
  for (const std::int64_t count : frame.work->map_run->item_counts) length += count;
  record_map_started(frame, length);
  tasks_[frame.work->task] = frame.id;
  unstarted_.push_back(frame.work->task);
}

/// At the end of a turn: what was scheduled in it starts, and is asked for.
void Execution::flush_requests() {
  for (const TaskId task : std::exchange(unstarted_, {})) {
    const auto found = tasks_.find(task);
    if (found == tasks_.end()) continue;
    Frame& frame = *find(found->second);
    Work& work = *frame.work;
    work.requested = true;
    if (work.map_run == nullptr && resource_of(frame).kind != Kind::Activity) {
      HistoryEvent& started = record(frame, events_of(resource_of(frame).kind).started);
      started.details = share(names_of(resource_of(frame)));
      arm_limits(frame);
    }
    requests_.push_back(request_of(frame));
  }
}

void Execution::arm_limits(Frame& frame) {
  const Work& work = *frame.work;
  if (work.timeout) set_timer(frame, now_ + *work.timeout, TimerKind::TaskTimeout);
  if (work.heartbeat) set_timer(frame, now_ + *work.heartbeat, TimerKind::Heartbeat);
}

Request Execution::request_of(const Frame& frame) const {
  const Work& work = *frame.work;
  Request request;
  request.task = work.task;
  request.state = frame.state->name;
  request.map_run = work.map_run;
  request.submitted = work.submitted;
  request.kind = work.map_run ? Request::Kind::StartMapRun : Request::Kind::StartTask;
  if (work.map_run == nullptr) request.resource = resource_of(frame);
  request.parameters = work.parameters;
  request.token = work.token;
  request.credentials = work.credentials;
  return request;
}

std::string Execution::token_of(TaskId task) const {
  const auto found = tasks_.find(task);
  return found == tasks_.end() ? std::string{} : find(found->second)->work->token;
}

void Execution::task_input(const Input& input) {
  const auto found = tasks_.find(input.task);
  if (found == tasks_.end()) return;
  Frame& frame = *find(found->second);
  switch (input.kind) {
    case Input::Kind::TaskStarted: {
      frame.work->submitted = true;
      HistoryEvent& started = record(frame, EventType::ActivityStarted);
      if (!input.text.empty())
        started.details = share({{"workerName", input.text}});
      else
        started.details = std::make_shared<const json::object>();
      arm_limits(frame);
      break;
    }
    case Input::Kind::TaskSubmitted: {
      HistoryEvent& submitted = record(frame, EventType::TaskSubmitted);
      submitted.payload = make_text(input.text);
      submitted.details = share(names_of(resource_of(frame)));
      frame.work->submitted = true;
      break;
    }
    case Input::Kind::TaskHeartbeat:
      if (!frame.work->heartbeat) break;
      cancel_timer(frame, TimerKind::Heartbeat);
      set_timer(frame, now_ + *frame.work->heartbeat, TimerKind::Heartbeat);
      break;
    case Input::Kind::MapRunStarted: {
      HistoryEvent& started = record(frame, EventType::MapRunStarted);
      started.details = share({{"mapRunArn", input.text}});
      break;
    }
    case Input::Kind::TaskSucceeded:
      task_succeeded(frame, input);
      break;
    case Input::Kind::TaskFailed:
      task_failed(frame, Failure{.error = input.error, .cause = input.text});
      break;
    default:
      break;
  }
}

void Execution::task_succeeded(Frame& frame, const Input& input) {
  const bool is_map = frame.work->map_run != nullptr;
  if (input.text.size() > limits_.payload_bytes) {
    return task_failed(frame, result_too_large(is_map ? frame.state->name : worker_of(frame)));
  }
  const Text text = make_text(input.text);
  if (is_map) {
    // Observed on AWS: these two stand beside the chain, and MapStateExited follows MapRunStarted.
    const EventId run = record(EventType::MapRunSucceeded, frame.last).id;
    record(EventType::MapStateSucceeded, run);
  } else {
    const Resource& resource = resource_of(frame);
    HistoryEvent& succeeded = record(frame, events_of(resource.kind).succeeded);
    succeeded.payload = text;
    succeeded.details = share(names_of(resource));
  }
  close_task(frame);
  leave_with(frame, Produced{Payload::of_text(text)});
}

void Execution::task_failed(Frame& frame, Failure failure) {
  if (frame.work->map_run != nullptr) {
    HistoryEvent& failed = record(frame, EventType::MapRunFailed);
    failed.details = failure_details(failure);
  } else {
    const Resource& resource = resource_of(frame);
    if (resource.kind == Kind::Activity && !frame.work->submitted) {
      // Nobody can take it: there is no such activity.
      close_task(frame);
      return fail(frame, runtime_failure(frame, std::move(failure)));
    }
    HistoryEvent& failed = record(frame, events_of(resource.kind).failed);
    failed.details = failure_details(failure, names_of(resource));
  }
  close_task(frame);
  fail(frame, std::move(failure));
}

/// TimeoutSeconds or HeartbeatSeconds is over.
void Execution::time_out(Frame& frame, std::string_view error) {
  const Resource& resource = resource_of(frame);
  Failure failure{.error = std::string{error_name::timeout}, .cause = {}};
  HistoryEvent& event = record(frame, events_of(resource.kind).timed_out);
  event.details = failure_details(failure, names_of(resource));
  stop_task(frame);
  if (error == error_name::heartbeat_timeout) failure.error = error;
  fail(frame, std::move(failure));
}

/// Nobody waits for the task any more: it is over.
void Execution::close_task(Frame& frame) {
  cancel_timers(frame);
  tasks_.erase(frame.work->task);
}

/// As close_task, of a task that is not over.
void Execution::stop_task(Frame& frame) {
  cancel_timers(frame);
  if (frame.work != nullptr && tasks_.erase(frame.work->task) != 0) request_stop(frame);
}

/// A task that was never asked for need not be stopped.
void Execution::request_stop(const Frame& frame) {
  if (!frame.work->requested) return;
  Request request = request_of(frame);
  request.kind = Request::Kind::StopTask;
  requests_.push_back(std::move(request));
}

}  // namespace spotdrill::asl
