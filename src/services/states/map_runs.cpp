// Map runs: what a distributed Map starts. Each batch of its items is a child execution.
#include <fmt/format.h>

#include <algorithm>

#include "asl/payload.hpp"
#include "services/states/executions.hpp"

namespace spotdrill::states {
namespace {

/// "Map Run: 10,000 parallel child workflow executions."
constexpr std::int64_t concurrency_limit = 10'000;

/// Whether more has failed than the Map tolerates.
/// "If you specify both …, the Map Run fails if it exceeds either."
bool exceeds_tolerance(const MapRunRecord& run) {
  const std::int64_t failed = run.items.failed + run.items.timed_out;
  if (failed == 0) return false;
  const bool by_count = run.tolerated_failure_count > 0;
  const bool by_percentage = run.tolerated_failure_percentage > 0;
  if (!by_count && !by_percentage) return true;
  const double percentage = 100.0 * static_cast<double>(failed) /
                            static_cast<double>(std::max<std::int64_t>(run.items.total, 1));
  return (by_count && failed > run.tolerated_failure_count) ||
         (by_percentage && percentage > run.tolerated_failure_percentage);
}

std::int64_t& count_of(MapCounts& counts, const std::string& status) {
  if (status == "SUCCEEDED") return counts.succeeded;
  if (status == "FAILED") return counts.failed;
  if (status == "TIMED_OUT") return counts.timed_out;
  return counts.aborted;
}

/// What `map` asks for that is not here; empty: nothing.
// DEVIATION: a Map's items are not read from S3 here nor its results written to it, and a
// WriterConfig that transforms results is not followed: such a Map fails, and says so.
std::string lacked_by(const asl::Map& map) {
  constexpr std::string_view no_service = "spotdrill's Map states do not use S3: ";
  if (map.item_reader)
    return fmt::format("{}{}", no_service, string_at(*map.item_reader, "Resource"));
  if (!map.result_writer) return {};
  if (map.result_writer->contains("Resource")) {
    return fmt::format("{}{}", no_service, string_at(*map.result_writer, "Resource"));
  }
  const json::object& config = map.result_writer->at("WriterConfig").get_object();
  const std::string_view transformation = string_at(config, "Transformation");
  if (string_at(config, "OutputType") != "JSONL" &&
      (transformation.empty() || transformation == "COMPACT")) {
    return {};
  }
  return "spotdrill does not have the WriterConfig " + asl::write_json(config);
}

json::value context_of_item(const asl::MapRunRequest& request, std::int64_t index) {
  if (request.items.empty()) return nullptr;
  json::object item;
  item.emplace("Index", index);
  item.emplace("Value", request.items[static_cast<std::size_t>(index)]);
  return json::object{{"Item", std::move(item)}};
}

}  // namespace

void Executions::start_map_run(const std::string& key, const asl::Request& request) {
  const ExecutionRecord& parent = *records_.find(key);
  const asl::Map& map = *request.map_run->map;
  if (std::string lacked = lacked_by(map); !lacked.empty()) {
    return task_ended(key, request.task, asl::fail(asl::error_name::runtime, std::move(lacked)));
  }
  MapRunRecord record;
  record.machine = parent.machine;
  record.label = map.label.empty() ? world_.ids.uuid() : map.label;
  record.arn = states_.place().arn(
      "states", fmt::format("mapRun:{}/{}:{}", record.machine, record.label, world_.ids.uuid()));
  record.parent = key;
  record.parent_task = request.task;
  record.express = map.express;
  record.started = world_.clock.now();
  record.concurrency_max = request.map_run->concurrency_max;
  record.tolerated_failure_count = request.map_run->tolerated_failure_count;
  record.tolerated_failure_percentage = request.map_run->tolerated_failure_percentage;
  record.executions.total = static_cast<std::int64_t>(request.map_run->inputs.size());
  record.executions.pending = record.executions.total;
  for (const std::int64_t count : request.map_run->item_counts) record.items.total += count;
  record.items.pending = record.items.total;
  const std::string arn = record.arn;
  map_runs_.put(arn, std::move(record));
  MapRun& run = running_map_runs_[arn];
  run.request = *request.map_run;
  run.outputs.resize(run.request.inputs.size());
  push(key, {.kind = asl::Input::Kind::MapRunStarted,
             .at = world_.clock.now(),
             .task = request.task,
             .text = arn,
             .error = {}});
  start_children(arn);
}

/// After a restart.
void Executions::resume_map_run(const std::string& key, const asl::Request& request) {
  const auto found = std::ranges::find_if(map_runs_.all(), [&](const auto& each) {
    return each.second.parent == key && each.second.parent_task == request.task;
  });
  if (found == map_runs_.all().end()) return start_map_run(key, request);
  const std::string arn = found->first;
  MapRun& run = running_map_runs_[arn];
  run.request = *request.map_run;
  run.outputs.resize(run.request.inputs.size());
  std::vector<std::string> alive;
  for (const auto& [child, record] : records_.all()) {
    if (record.map_run != arn) continue;
    run.next = std::max(run.next, record.map_index + 1);
    if (record.status == "RUNNING") {
      alive.push_back(child);
    } else if (record.status == "SUCCEEDED") {
      run.outputs[static_cast<std::size_t>(record.map_index)] = record.output;
    }
  }
  std::ranges::sort(alive, {},
                    [this](const auto& child) { return records_.find(child)->sequence; });
  run.alive = static_cast<std::int64_t>(alive.size());
  for (const std::string& child : alive) take_up(child, run.request.processor);
  start_children(arn);
}

/// As many as MaxConcurrency lets run, some now and some later; the end when none is left.
void Executions::start_children(const std::string& arn) {
  const auto found = running_map_runs_.find(arn);
  if (found == running_map_runs_.end()) return;
  MapRun& run = found->second;
  const auto total = static_cast<std::int64_t>(run.request.inputs.size());
  for (int left = children_per_turn; run.next < total; --left) {
    if (run.pausing) return;
    const MapRunRecord& record = *map_runs_.find(arn);
    const std::int64_t most =
        record.concurrency_max == 0 ? concurrency_limit : record.concurrency_max;
    if (record.status != "RUNNING" || run.alive >= most) return;
    if (left == 0) {
      run.pausing = true;
      timers_.set(arn + "/start", world_.clock.now(), [this, arn] {
        const auto paused = running_map_runs_.find(arn);
        if (paused == running_map_runs_.end()) return;
        paused->second.pausing = false;
        start_children(arn);
      });
      return;
    }
    start_map_child(arn, run.next++);
    if (!running_map_runs_.contains(arn)) return;
  }
  if (run.alive == 0) end_map_run(arn, "SUCCEEDED");
}

void Executions::start_map_child(const std::string& arn, std::int64_t index) {
  MapRun& run = running_map_runs_.at(arn);
  MapRunRecord& record = map_runs_.edit(arn);
  const ExecutionRecord& parent = *records_.find(record.parent);
  const auto at = static_cast<std::size_t>(index);
  ExecutionRecord child;
  child.name = world_.ids.uuid();
  child.machine = record.machine;
  child.revision = parent.revision;
  child.role_arn = parent.role_arn;
  child.express = record.express;
  child.input = *run.request.inputs[at].text();
  child.map_run = arn;
  child.map_index = index;
  child.map_items = run.request.item_counts[at];
  child.map_context = context_of_item(run.request, index);
  child.arn = states_.place().arn(
      "states", fmt::format("{}:{}/{}:{}", child.express ? "express" : "execution", child.machine,
                            record.label, child.name));
  ++run.alive;
  --record.executions.pending;
  ++record.executions.running;
  record.items.pending -= child.map_items;
  record.items.running += child.map_items;
  const auto processor = run.request.processor;
  launch(std::move(child), processor, {});
}

void Executions::child_ended(const ExecutionRecord& child) {
  const auto found = running_map_runs_.find(child.map_run);
  if (found == running_map_runs_.end()) return;
  const std::string arn = child.map_run;
  --found->second.alive;
  MapRunRecord& record = map_runs_.edit(arn);
  --record.executions.running;
  ++count_of(record.executions, child.status);
  record.items.running -= child.map_items;
  count_of(record.items, child.status) += child.map_items;
  if (child.status == "SUCCEEDED") {
    found->second.outputs[static_cast<std::size_t>(child.map_index)] = child.output;
  }
  if (exceeds_tolerance(record)) return end_map_run(arn, "FAILED");
  start_children(arn);
}

void Executions::end_map_run(const std::string& arn, std::string status) {
  const auto found = running_map_runs_.find(arn);
  if (found == running_map_runs_.end()) return;
  const MapRun run = std::move(found->second);
  running_map_runs_.erase(found);
  MapRunRecord& record = map_runs_.edit(arn);
  record.status = status;
  record.stopped = world_.clock.now();
  const std::string parent = record.parent;
  const std::uint64_t task = record.parent_task;
  if (status != "SUCCEEDED") stop_children(arn);
  if (status == "ABORTED") return;
  if (status == "FAILED") {
    return task_ended(parent, task,
                      asl::fail(asl::error_name::exceed_tolerated_failure_threshold,
                                "The specified tolerated failure threshold was exceeded"));
  }
  // "The output of a failed child is left out of the results."
  std::string output = "[";
  for (const auto& each : run.outputs) {
    if (!each) continue;
    if (output.size() > 1) output += ',';
    output += *each;
  }
  task_ended(parent, task, output + "]");
}

void Executions::stop_children(const std::string& arn) {
  std::vector<std::string> children;
  for (const auto& [key, running] : running_) {
    if (records_.find(key)->map_run == arn) children.push_back(key);
  }
  MapRunRecord& record = map_runs_.edit(arn);
  for (const std::string& key : children) {
    const std::int64_t items = records_.find(key)->map_items;
    --record.executions.running;
    ++record.executions.aborted;
    record.items.running -= items;
    record.items.aborted += items;
    push(key, {.kind = asl::Input::Kind::Stop, .at = world_.clock.now(), .text = {}, .error = {}});
  }
}

/// The Map's execution was stopped, or timed out.
void Executions::abort_map_run(const std::string& key, std::uint64_t task) {
  for (const auto& [arn, record] : map_runs_.all()) {
    if (record.parent != key || record.parent_task != task || record.status != "RUNNING") continue;
    return end_map_run(std::string{arn}, "ABORTED");
  }
}

void Executions::map_run_changed(const std::string& arn) {
  const MapRunRecord* record = map_runs_.find(arn);
  if (record == nullptr || record->status != "RUNNING") return;
  if (exceeds_tolerance(*record)) return end_map_run(arn, "FAILED");
  start_children(arn);
}

}  // namespace spotdrill::states
