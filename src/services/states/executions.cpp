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
    bytes_ += bytes_of(record);
    if (record.status != "RUNNING" && record.map_run.empty()) over_[record.sequence] = key;
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

std::string Executions::key_of(std::string_view arn) {
  // "arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME".
  std::size_t at = 0;
  for (int colon = 0; colon < 6; ++colon) at = arn.find(':', at) + 1;
  return std::string{arn.substr(at)};
}

Result<const ExecutionRecord*> Executions::find(std::string_view arn) const {
  const ResourceArn read = TRY(read_arn(arn, states_.place()));
  if (read.type == "express") {
    return invalid_arn("Resource type not valid in this context: express");
  }
  if (read.type != "execution") {
    return invalid_arn(fmt::format("Resource type not valid in this context: {}", read.type));
  }
  const ExecutionRecord* record = read.foreign ? nullptr : records_.find(key_of(arn));
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
    if (const ExecutionRecord* same = records_.find(key_of(record.arn))) {
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
  const std::string key = key_of(record.arn);
  const ExecutionRecord kept = records_.put(key, std::move(record));
  bytes_ += bytes_of(kept);
  Running& running = running_[key];
  running.activities = asl::activities_of(*machine);
  running.execution = make(kept, std::move(machine));
  running.ended = std::move(ended);
  // In an event of its own: executions that start executions go no deeper by it.
  timers_.set(key + "/begin", kept.started, [this, key] { begin(key); });
  return kept;
}

/// Nothing else comes before it.
void Executions::begin(const std::string& key) {
  const auto found = running_.find(key);
  if (found == running_.end() || found->second.begun) return;
  found->second.begun = true;
  const ExecutionRecord& record = *records_.find(key);
  if (record.express) {
    timers_.set(key + "/express", record.started + express_duration_max, [this, key] {
      push(key,
           {.kind = asl::Input::Kind::TimeOut, .at = world_.clock.now(), .text = {}, .error = {}});
    });
  }
  push(key, {.kind = asl::Input::Kind::Begin, .at = record.started, .text = {}, .error = {}});
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
  start.token_prefix = key_of(record.arn);
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
  push(key_of(record.arn), {.kind = asl::Input::Kind::Stop,
                            .at = world_.clock.now(),
                            .text = std::move(cause),
                            .error = std::move(error)});
}

/// An input comes in. It is worked on at once, unless one is being worked on.
void Executions::push(const std::string& key, asl::Input input) {
  if (input.kind != asl::Input::Kind::Begin) begin(key);
  const auto found = running_.find(key);
  if (found == running_.end()) return;
  found->second.inbox.push_back(std::move(input));
  pump(key);
}

/// Every input that is there is taken before this returns, and kept with what came of it: what has
/// been done outside is never done again. Requests may wait for a later turn.
void Executions::pump(const std::string& key) {
  Running& running = running_.at(key);
  if (running.pumping) return;
  running.pumping = true;
  int left = requests_per_turn;
  do {
    take_in(key, running);
    for (; !running.outbox.empty() && left > 0; --left) {
      const asl::Request request = std::move(running.outbox.front());
      running.outbox.pop_front();
      if (running.execution->waits_for(request.task)) carry_out(key, request);
    }
  } while (!running.inbox.empty());
  if (!running.outbox.empty()) {
    timers_.set(key + "/pump", world_.clock.now(), [this, key] {
      if (running_.contains(key)) pump(key);
    });
  }
  running.pumping = false;
  settle(key, running);
}

void Executions::take_in(const std::string& key, Running& running) {
  const asl::Execution& execution = *running.execution;
  while (!running.inbox.empty()) {
    asl::Input input = std::move(running.inbox.front());
    running.inbox.pop_front();
    const bool over = execution.status() != asl::Status::Running;
    if (over != (input.kind == asl::Input::Kind::Redrive)) continue;
    // What was due before comes before, however late its timer is.
    for (auto due = execution.next_due(); due && *due < input.at && !execution.has_more();
         due = execution.next_due()) {
      take(key, running, {.kind = asl::Input::Kind::Wake, .at = *due, .text = {}, .error = {}});
    }
    if (input.task == 0 || execution.waits_for(input.task)) {
      take(key, running, std::move(input));
    }
  }
}

/// What is there beside the execution goes in with the input: a replay is to see the same.
void Executions::take(const std::string& key, Running& running, asl::Input input) {
  for (const std::string& arn : running.activities) {
    if (!has_activity(arn)) input.missing.push_back(arn);
  }
  keep(key, running, input);
  running.execution->apply(input);
  for (asl::Request& request : running.execution->take_requests()) {
    if (request.kind == asl::Request::Kind::StopTask) {
      carry_out(key, std::move(request));
    } else {
      running.outbox.push_back(std::move(request));
    }
  }
}

/// What an execution is to be woken for, or its end.
void Executions::settle(const std::string& key, Running& running) {
  const asl::Execution& execution = *running.execution;
  // It is the time for which the timer was set: history has that, however late the timer is.
  const auto later = [&](const char* what, Instant when, asl::Input::Kind kind) {
    timers_.set(key + what, when, [this, key, when, kind] {
      push(key, {.kind = kind, .at = when, .text = {}, .error = {}});
    });
  };
  if (execution.status() != asl::Status::Running) return finish(key, running);
  if (execution.has_more()) later("/more", world_.clock.now(), asl::Input::Kind::Continue);
  if (const auto due = execution.next_due()) {
    later("/wake", *due, asl::Input::Kind::Wake);
  } else {
    timers_.cancel(key + "/wake");
  }
}

void Executions::finish(const std::string& key, Running& running) {
  for (const char* timer : {"/begin", "/resume", "/more", "/wake", "/pump", "/express"}) {
    timers_.cancel(key + timer);
  }
  const asl::Execution& execution = *running.execution;
  ExecutionRecord& record = records_.edit(key);
  const std::size_t before = bytes_of(record);
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
  bytes_ += bytes_of(record) - before;
  record.inputs = running.rows;
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
  if (over.express && over.map_run.empty()) {
    records_.erase(key);
    bytes_ -= bytes_of(over);
    states_.release(over.revision);
  } else if (over.map_run.empty()) {
    over_[over.sequence] = key;
  }
  if (ended) ended(&over);
  states_.finish_delete(over.machine);
  tell_parents(over);
}

/// One after another: a parent may end by this and have one to tell, however many there are.
void Executions::tell_parents(const ExecutionRecord& record) {
  untold_.push_back(record);
  if (untold_.size() > 1) return;  // Somebody is at it.
  for (; !untold_.empty(); untold_.pop_front()) tell_parent(untold_.front());
}

void Executions::dismiss() {
  activities_.dismiss();
  for (auto& [key, running] : running_) {
    if (const Ended ended = std::exchange(running.ended, {})) ended(nullptr);
  }
}

/// The oldest that is over makes room, with its children.
void Executions::forget_oldest() {
  const std::size_t others = running_.size() + over_.size();
  const std::size_t children = records_.all().size() - std::min(records_.all().size(), others);
  bool too_many = over_.size() >= executions_kept_max || children >= children_kept_max;
  while (!over_.empty() && (too_many || bytes_ > executions_kept_bytes_max)) {
    const std::string key = over_.begin()->second;
    forget_map_runs(key);
    forget(key);
    too_many = false;
  }
}

/// Whoever waits for this execution hears of its end.
void Executions::tell_parent(const ExecutionRecord& record) {
  if (!record.map_run.empty()) return child_ended(record);
  if (record.parent.empty()) return;
  task_ended(record.parent, record.parent_task,
             child_result(record, states_.machine_arn(record.machine)));
}

}  // namespace spotdrill::states
