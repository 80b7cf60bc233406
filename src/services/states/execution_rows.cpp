// What the store holds of executions: each input in a row, while the execution may go on; its
// history in rows of some hundred events, once it is over. Both are read only when they are needed.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "asl/payload.hpp"
#include "base/log.hpp"
#include "services/states/errors.hpp"
#include "services/states/executions.hpp"

namespace spotdrill::states {
namespace {

constexpr std::string_view inputs_table = "states.inputs";
constexpr std::string_view history_table = "states.history";
constexpr std::int64_t events_per_row = 500;

std::string row_key(const std::string& key, std::int64_t number) {
  return fmt::format("{}#{:08}", key, number);
}

std::string write_input(const asl::Input& input) {
  json::object row;
  row.emplace("kind", static_cast<std::int64_t>(input.kind));
  row.emplace("at", input.at.time_since_epoch().count());
  if (input.task != 0) row.emplace("task", input.task);
  if (!input.text.empty()) row.emplace("text", input.text);
  if (!input.error.empty()) row.emplace("error", input.error);
  if (!input.missing.empty()) {
    row.emplace("missing", json::array(input.missing.begin(), input.missing.end()));
  }
  return to_text(row);
}

std::optional<asl::Input> read_input(const std::string& text) {
  const auto parsed = parse_json(text);
  if (!parsed.has_value() || !parsed->is_object()) return std::nullopt;
  const json::object& row = parsed->get_object();
  const auto number = [&](std::string_view name) -> std::int64_t {
    const json::value* value = row.if_contains(name);
    return value != nullptr && value->is_number() ? value->to_number<std::int64_t>() : 0;
  };
  asl::Input input;
  input.kind = static_cast<asl::Input::Kind>(number("kind"));
  input.at = Instant{Duration{number("at")}};
  input.task = static_cast<std::uint64_t>(number("task"));
  input.text = string_at(row, "text");
  input.error = string_at(row, "error");
  if (const json::value* missing = row.if_contains("missing"); missing && missing->is_array()) {
    for (const json::value& arn : missing->get_array()) {
      if (arn.is_string()) input.missing.emplace_back(arn.get_string());
    }
  }
  return input;
}

/// "You can redrive … executions … within 14 days."
constexpr std::chrono::days redrivable_for{14};

/// "An execution can be redriven 1,000 times at most."
constexpr std::int64_t redrives_max = 1'000;

/// "The API will return idempotent responses for the last 10 client tokens used to successfully
/// redrive the execution. These client tokens are valid for up to 15 minutes after they are first
/// used."
constexpr std::size_t redrive_tokens_max = 10;
constexpr std::chrono::minutes redrive_token_valid_for{15};

}  // namespace

/// Of a task's heartbeats only the last one counts: it takes the place of the one before.
void Executions::keep(const std::string& key, Running& running, const asl::Input& input) {
  if (records_.find(key)->express) return;
  std::int64_t row = running.rows;
  if (input.kind == asl::Input::Kind::TaskHeartbeat) {
    row = running.heartbeats.try_emplace(input.task, row).first->second;
  }
  running.rows = std::max(running.rows, row + 1);
  world_.store.put(inputs_table, states_.place().region, row_key(key, row), write_input(input));
}

void Executions::keep_history(const std::string& key, const asl::Execution& execution) {
  ExecutionRecord& record = records_.edit(key);
  const auto& events = execution.history();
  record.events = static_cast<std::int64_t>(events.size());
  for (std::int64_t begin = 0; begin < record.events; begin += events_per_row) {
    json::array rows;
    const std::int64_t end = std::min(record.events, begin + events_per_row);
    for (std::int64_t at = begin; at < end; ++at) {
      rows.emplace_back(asl::render(events[static_cast<std::size_t>(at)], /*include_data=*/true));
    }
    world_.store.put(history_table, states_.place().region, row_key(key, begin / events_per_row),
                     to_text(rows));
  }
  // What has succeeded never goes on.
  if (record.status != "SUCCEEDED") return;
  erase_inputs(key, record.inputs);
  record.inputs = 0;
}

void Executions::erase_inputs(const std::string& key, std::int64_t rows) {
  for (std::int64_t row = 0; row < rows; ++row) {
    world_.store.erase(inputs_table, states_.place().region, row_key(key, row));
  }
}

void Executions::erase_history(const std::string& key, const ExecutionRecord& record) {
  for (std::int64_t row = 0; row * events_per_row < record.events; ++row) {
    world_.store.erase(history_table, states_.place().region, row_key(key, row));
  }
}

/// Of an execution that is over: nothing is left of it.
void Executions::forget(const std::string& key) {
  const ExecutionRecord gone = *records_.find(key);
  erase_inputs(key, gone.inputs);
  erase_history(key, gone);
  records_.erase(key);
  bytes_ -= bytes_of(gone);
  over_.erase(gone.sequence);
  states_.release(gone.revision);
}

/// Of an execution that is over, as are its children.
void Executions::forget_map_runs(const std::string& key) {
  std::set<std::string, std::less<>> runs;
  for (const auto& [arn, run] : map_runs_.all()) {
    if (run.parent == key) runs.insert(arn);
  }
  if (runs.empty()) return;
  std::vector<std::string> children;
  for (const auto& [child, record] : records_.all()) {
    if (runs.contains(record.map_run)) children.push_back(child);
  }
  for (const std::string& child : children) forget(child);
  for (const std::string& run : runs) map_runs_.erase(run);
}

std::int64_t Executions::event_count(const ExecutionRecord& record) const {
  const auto running = running_.find(key_of(record.arn));
  if (running == running_.end()) return record.events;
  return static_cast<std::int64_t>(running->second.execution->history().size());
}

json::array Executions::history(const ExecutionRecord& record, std::int64_t begin, std::int64_t end,
                                bool include_data) const {
  json::array events;
  const std::string key = key_of(record.arn);
  if (const auto running = running_.find(key); running != running_.end()) {
    const auto& history = running->second.execution->history();
    for (std::int64_t at = begin; at < end; ++at) {
      events.emplace_back(asl::render(history[static_cast<std::size_t>(at)], include_data));
    }
    return events;
  }
  for (std::int64_t row = begin / events_per_row; row * events_per_row < end; ++row) {
    const auto text = world_.store.read(history_table, states_.place().region, row_key(key, row));
    auto parsed = parse_json(text.value_or("[]"));
    if (!parsed.has_value() || !parsed->is_array()) continue;
    std::int64_t at = row * events_per_row;
    for (json::value& event : parsed->get_array()) {
      if (at >= begin && at < end) {
        if (!include_data) asl::leave_out_data(event.get_object());
        events.push_back(std::move(event));
      }
      ++at;
    }
  }
  return events;
}

/// After a restart: every execution that was under way is made again from its inputs.
void Executions::take_up() {
  std::vector<std::string> keys;
  for (const auto& [key, record] : records_.all()) {
    if (record.status == "RUNNING" && record.map_run.empty()) keys.push_back(key);
  }
  // As they were started.
  std::ranges::sort(keys, {}, [this](const auto& key) { return records_.find(key)->sequence; });
  for (const std::string& key : keys) {
    const ExecutionRecord& record = *records_.find(key);
    auto machine = states_.definition(record.revision);
    if (machine == nullptr) {
      log::error("{} has lost its definition and is forgotten", record.arn);
      std::int64_t& rows = records_.edit(key).inputs;
      while (world_.store.read(inputs_table, states_.place().region, row_key(key, rows))) ++rows;
      forget_map_runs(key);
      forget(key);
      continue;
    }
    take_up(key, std::move(machine));
  }
}

void Executions::take_up(const std::string& key, std::shared_ptr<const asl::StateMachine> machine) {
  const ExecutionRecord& record = *records_.find(key);
  // Whoever waited for a synchronous one has gone.
  if (record.synchronous) {
    bytes_ -= bytes_of(record);
    records_.erase(key);
    return;
  }
  Running& running = replay(key, std::move(machine));
  // "Asynchronous Express Workflows: at-least-once": from the beginning once more.
  if (record.express) records_.edit(key).started = world_.clock.now();
  running.begun = running.rows > 0;
  // In an event of its own: services are not there yet.
  timers_.set(key + "/resume", world_.clock.now(), [this, key] { resume(key); });
}

/// The execution as its inputs made it. What it asked for is not asked for again.
Executions::Running& Executions::replay(const std::string& key,
                                        std::shared_ptr<const asl::StateMachine> machine) {
  const ExecutionRecord& record = *records_.find(key);
  Running& running = running_[key];
  running.activities = asl::activities_of(*machine);
  running.execution = make(record, std::move(machine));
  while (const auto text =
             world_.store.read(inputs_table, states_.place().region, row_key(key, running.rows))) {
    ++running.rows;
    const auto input = read_input(*text);
    if (!input) {
      log::error("{} has lost an input; it goes on without", record.arn);
      continue;
    }
    running.execution->apply(*input);
    static_cast<void>(running.execution->take_requests());
  }
  return running;
}

/// What was asked for and has not come to anything is asked for again; what only waits, waits on.
void Executions::resume(const std::string& key) {
  const auto found = running_.find(key);
  if (found == running_.end()) return;
  Running& running = found->second;
  if (!running.begun) return begin(key);
  running.pumping = true;
  for (asl::Request& request : running.execution->outstanding()) {
    if (request.map_run != nullptr) {
      resume_map_run(key, request);
    } else if (!request.submitted) {
      running.outbox.push_back(std::move(request));
    }
  }
  running.pumping = false;
  // What was due in the meantime comes first.
  const auto due = running.execution->next_due();
  if (due && *due < world_.clock.now()) {
    running.inbox.push_front({.kind = asl::Input::Kind::Wake, .at = *due, .text = {}, .error = {}});
  }
  pump(key);
}

std::string Executions::not_redrivable(const ExecutionRecord& record) const {
  if (record.status == "RUNNING" || record.status == "SUCCEEDED") {
    return fmt::format("Execution is {} and cannot be redriven", record.status);
  }
  const Instant now = world_.clock.now();
  if (record.stopped.value_or(now) + redrivable_for < now) {
    return "Execution redrivable period exceeded";
  }
  if (record.redrives >= redrives_max) return "Execution redrive limit exceeded";
  return {};
}

/// Source: Step Functions Developer Guide, "Restarting state machine executions with redrive".
Result<Instant> Executions::redrive(const ExecutionRecord& record, std::string token) {
  const Instant now = world_.clock.now();
  for (const RedriveToken& used : record.redrive_tokens) {
    if (!token.empty() && used.token == token && now <= used.at + redrive_token_valid_for) {
      return used.at;
    }
  }
  std::string reason = not_redrivable(record);
  // DEVIATION: a child of a map run starts anew with its parent's Map; AWS redrives it.
  if (!record.map_run.empty()) reason = "Execution is redrivable by its Map Run only";
  if (!reason.empty()) return execution_not_redrivable(record.arn, reason);
  auto machine = states_.definition(record.revision);
  if (machine == nullptr) return execution_does_not_exist(record.arn);

  const std::string key = key_of(record.arn);
  erase_history(key, record);
  over_.erase(record.sequence);
  ExecutionRecord& again = records_.edit(key);
  bytes_ -= bytes_of(again);
  again.status = "RUNNING";
  again.stopped.reset();
  again.error.reset();
  again.cause.reset();
  bytes_ += bytes_of(again);
  again.redriven = now;
  auto& tokens = again.redrive_tokens;
  if (!token.empty()) tokens.push_back({.token = std::move(token), .at = now});
  if (tokens.size() > redrive_tokens_max) tokens.erase(tokens.begin());
  again.events = 0;
  replay(key, std::move(machine)).begun = true;
  push(key, {.kind = asl::Input::Kind::Redrive, .at = now, .text = {}, .error = {}});
  return now;
}

}  // namespace spotdrill::states
