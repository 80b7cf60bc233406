#include "services/states/executions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/assert.hpp"
#include "services/states/errors.hpp"
#include "services/states/integration.hpp"
#include "services/states/names.hpp"

template class spotdrill::Table<spotdrill::states::ExecutionRecord>;
template class spotdrill::Table<spotdrill::states::MapRunRecord>;

namespace spotdrill::states {
namespace {

std::string_view name_of(asl::Status status) {
  switch (status) {
    case asl::Status::Running:
      return "RUNNING";
    case asl::Status::Succeeded:
      return "SUCCEEDED";
    case asl::Status::Failed:
      return "FAILED";
    case asl::Status::TimedOut:
      return "TIMED_OUT";
    case asl::Status::Aborted:
      return "ABORTED";
  }
  return {};
}

}  // namespace

Executions::Executions(World& world, States& states, const wire::Dispatcher& dispatcher)
    : world_(world),
      states_(states),
      dispatcher_(dispatcher),
      records_(world.store, "states.executions", states.place().region),
      map_runs_(world.store, "states.map-runs", states.place().region),
      activities_(world,
                  [this](const ActivityTasks::Task& task, const std::string& worker) {
                    push(task.execution, {.kind = asl::Input::Kind::TaskStarted,
                                          .at = world_.clock.now(),
                                          .task = task.task,
                                          .text = worker,
                                          .error = {}});
                  }),
      timers_(world.scheduler) {
  for (const auto& [key, record] : records_.all()) {
    next_sequence_ = std::max(next_sequence_, record.sequence + 1);
  }
  states_.keep({.machine =
                    [this](std::string_view arn) {
                      return std::ranges::any_of(running_, [&](const auto& running) {
                        const ExecutionRecord* record = records_.find(running.first);
                        return record != nullptr && states_.machine_arn(record->machine) == arn;
                      });
                    },
                .revision =
                    [this](std::string_view revision) {
                      return std::ranges::any_of(records_.all(), [&](const auto& record) {
                        return record.second.revision == revision;
                      });
                    }});
  take_up();
}

Executions::~Executions() = default;

std::string Executions::key_of(const ExecutionRecord& record) {
  // "arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME".
  std::size_t at = 0;
  for (int colon = 0; colon < 6; ++colon) at = record.arn.find(':', at) + 1;
  return record.arn.substr(at);
}

Result<const ExecutionRecord*> Executions::find(std::string_view arn) const {
  const ResourceArn read = TRY(read_arn(arn, states_.place()));
  if (read.type == "express") {
    return invalid_arn("Resource type not valid in this context: express");
  }
  if (read.type != "execution") {
    return invalid_arn(fmt::format("Resource type not valid in this context: {}", read.type));
  }
  ExecutionRecord named;
  named.arn = arn;
  const ExecutionRecord* record = read.foreign ? nullptr : records_.find(key_of(named));
  if (record == nullptr) return execution_does_not_exist(arn);
  return record;
}

ExecutionRecord Executions::new_record(const Target& target, const NewExecution& options) {
  ExecutionRecord record;
  record.name = options.name.empty() ? world_.ids.uuid() : options.name;
  record.machine = target.machine->name;
  record.revision = target.revision->id;
  record.role_arn = target.revision->configuration.role_arn;
  record.version_arn = target.version_arn;
  record.alias_arn = target.alias_arn;
  record.trace_header = options.trace_header;
  record.express = target.machine->type == "EXPRESS";
  record.input = options.input;
  record.parent = options.parent;
  record.parent_task = options.parent_task;
  record.parent_parses = options.parent_parses;
  const std::string resource =
      record.express
          ? fmt::format("express:{}:{}:{}", record.machine, record.name, world_.ids.uuid())
          : fmt::format("execution:{}:{}", record.machine, record.name);
  record.arn = states_.place().arn("states", resource);
  return record;
}

/// "StartExecution is idempotent for STANDARD workflows. … if you call it with the same name and
/// input as a running execution, the call succeeds and returns the same response as the original
/// request."
Result<ExecutionRecord> Executions::start(const Target& target, NewExecution options) {
  if (!options.name.empty()) TRY(check_name(options.name));
  TRY(check_execution_input(options.input));
  ExecutionRecord record = new_record(target, options);
  if (!record.express) {
    if (const ExecutionRecord* same = records_.find(key_of(record))) {
      if (same->status == "RUNNING" && same->input == record.input) return *same;
      return execution_already_exists(record.arn);
    }
  }
  return launch(std::move(record), states_.definition(target.revision->id), {});
}

Result<ExecutionRecord> Executions::start_sync(const Target& target, NewExecution options,
                                               Ended ended) {
  if (!options.name.empty()) TRY(check_name(options.name));
  TRY(check_execution_input(options.input));
  ExecutionRecord record = new_record(target, options);
  record.synchronous = true;
  return launch(std::move(record), states_.definition(target.revision->id), std::move(ended));
}

ExecutionRecord Executions::launch(ExecutionRecord record,
                                   std::shared_ptr<const asl::StateMachine> machine, Ended ended) {
  forget_oldest();
  record.seed = world_.random.next();
  record.started = world_.clock.now();
  record.sequence = next_sequence_++;
  const std::string key = key_of(record);
  // A copy: the execution may be over, and forgotten, before this returns.
  const ExecutionRecord kept = records_.put(key, std::move(record));
  Running& running = running_[key];
  running.execution = make(kept, std::move(machine));
  running.ended = std::move(ended);
  if (kept.express) {
    timers_.set(key + "/express", kept.started + express_duration_max, [this, key] {
      push(key,
           {.kind = asl::Input::Kind::TimeOut, .at = world_.clock.now(), .text = {}, .error = {}});
    });
  }
  push(key, {.kind = asl::Input::Kind::Begin, .at = kept.started, .text = {}, .error = {}});
  return kept;
}

std::unique_ptr<asl::Execution> Executions::make(
    const ExecutionRecord& record, std::shared_ptr<const asl::StateMachine> machine) const {
  asl::Start start;
  start.execution_arn = record.arn;
  start.execution_name = record.name;
  const auto slash = record.arn.rfind('/');
  start.state_machine_name = record.machine;
  start.state_machine_arn = states_.machine_arn(record.machine);
  if (!record.map_run.empty() && slash != std::string::npos) {
    const std::string label = record.arn.substr(slash, record.arn.find(':', slash) - slash);
    start.state_machine_arn += label;
  }
  start.role_arn = record.role_arn;
  start.region = states_.place().region;
  start.token_prefix = key_of(record);
  start.version_arn = record.version_arn;
  start.alias_arn = record.alias_arn;
  start.seed = record.seed;
  start.input = asl::Payload::of_text(asl::make_text(record.input));
  if (record.map_context.is_object()) start.map_context = record.map_context.get_object();
  asl::Limits limits;
  if (record.express) limits.history_events = 0;
  return std::make_unique<asl::Execution>(std::move(machine), std::move(start), limits);
}

void Executions::stop(const ExecutionRecord& record, std::string error, std::string cause) {
  if (record.status != "RUNNING") return;
  push(key_of(record), {.kind = asl::Input::Kind::Stop,
                        .at = world_.clock.now(),
                        .text = std::move(cause),
                        .error = std::move(error)});
}

/// An input comes in. It is worked on at once, unless one is being worked on.
void Executions::push(const std::string& key, asl::Input input) {
  const auto found = running_.find(key);
  if (found == running_.end()) return;
  found->second.inbox.push_back(std::move(input));
  pump(key);
}

void Executions::pump(const std::string& key) {
  Running& running = running_.at(key);
  if (running.pumping) return;
  running.pumping = true;
  for (int taken = 0; !running.inbox.empty(); ++taken) {
    if (taken == inputs_per_turn) {
      timers_.set(key + "/pump", world_.clock.now(), [this, key] {
        if (running_.contains(key)) pump(key);
      });
      break;
    }
    const asl::Input input = std::move(running.inbox.front());
    running.inbox.pop_front();
    if (running.execution->status() != asl::Status::Running &&
        input.kind != asl::Input::Kind::Redrive) {
      continue;
    }
    keep(key, input);
    running.execution->apply(input);
    for (asl::Request& request : running.execution->take_requests()) {
      carry_out(key, std::move(request));
    }
  }
  running.pumping = false;
  settle(key, running);
}

/// What an execution is to be woken for, or its end.
void Executions::settle(const std::string& key, Running& running) {
  const asl::Execution& execution = *running.execution;
  const auto later = [&](const char* what, Instant when, asl::Input::Kind kind) {
    timers_.set(key + what, when, [this, key, kind] {
      push(key, {.kind = kind, .at = world_.clock.now(), .text = {}, .error = {}});
    });
  };
  if (execution.status() != asl::Status::Running) return finish(key, running);
  if (execution.has_more() && running.inbox.empty()) {
    later("/more", world_.clock.now(), asl::Input::Kind::Continue);
  }
  if (const auto due = execution.next_due()) {
    later("/wake", *due, asl::Input::Kind::Wake);
  } else {
    timers_.cancel(key + "/wake");
  }
}

void Executions::finish(const std::string& key, Running& running) {
  for (const char* timer : {"/more", "/wake", "/pump", "/express"}) timers_.cancel(key + timer);
  const asl::Execution& execution = *running.execution;
  ExecutionRecord& record = records_.edit(key);
  record.status = name_of(execution.status());
  record.stopped = execution.ended_at();
  record.redrives = execution.redrives();
  if (execution.status() == asl::Status::Succeeded) {
    record.output = *execution.output().text();
  } else if (const auto& failure = execution.failure();
             failure && execution.status() != asl::Status::TimedOut) {
    if (!failure->error.empty()) record.error = failure->error;
    if (!failure->cause.empty()) record.cause = failure->cause;
  }
  if (!record.express) keep_history(key, execution);
  json::object details;
  details.emplace("status", record.status);
  if (record.error) details.emplace("error", *record.error);
  world_.journal.append(world_.clock.now(), states_.place().region, record.arn,
                        "execution-status-change", std::move(details));
  const Ended ended = std::move(running.ended);
  const ExecutionRecord over = record;
  running_.erase(key);
  // "Express Workflows: … execution history is not kept."
  if (over.express && over.map_run.empty()) records_.erase(key);
  tell_parent(over);
  if (ended) ended(over);
  states_.finish_delete(over.machine);
}

/// "You can have … executions kept": the oldest that are over make room.
void Executions::forget_oldest() {
  if (records_.all().size() < executions_kept_max + running_.size() + 1) return;
  const ExecutionRecord* oldest = nullptr;
  for (const auto& [key, record] : records_.all()) {
    if (record.status == "RUNNING") continue;
    if (oldest == nullptr || record.sequence < oldest->sequence) oldest = &record;
  }
  if (oldest == nullptr) return;
  const ExecutionRecord gone = *oldest;
  const std::string key = key_of(gone);
  ExecutionRecord& record = records_.edit(key);
  erase_inputs(key, record);
  erase_history(key, gone);
  records_.erase(key);
  states_.release(gone.revision);
}

/// Whoever waits for this execution hears of its end.
void Executions::tell_parent(const ExecutionRecord& record) {
  if (!record.map_run.empty()) return child_ended(record);
  if (record.parent.empty()) return;
  task_ended(record.parent, record.parent_task,
             child_result(record, states_.machine_arn(record.machine)));
}

}  // namespace spotdrill::states
