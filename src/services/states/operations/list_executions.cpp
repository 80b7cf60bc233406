#include "services/states/errors.hpp"
#include "services/states/executions.hpp"
#include "services/states/names.hpp"
#include "services/states/operations.hpp"
#include "services/states/paging.hpp"
#include "services/states/render_execution.hpp"

#include <algorithm>

namespace spotdrill::states {
namespace {

bool is_wanted(const ExecutionRecord& record, const api::states::ListExecutionsInput& request) {
  if (request.status_filter && record.status != *request.status_filter) return false;
  if (!request.redrive_filter) return true;
  return (record.redrives > 0) == (*request.redrive_filter == "REDRIVEN");
}

/// Which executions an ARN of a state machine, of a version or of an alias means.
Result<std::vector<const ExecutionRecord*>> executions_of(
    States& states, const api::states::ListExecutionsInput& request) {
  std::vector<const ExecutionRecord*> found;
  if (request.map_run_arn) {
    if (states.executions().map_runs().find(*request.map_run_arn) == nullptr) {
      return resource_not_found(*request.map_run_arn);
    }
    for (const auto& [key, record] : states.executions().all()) {
      if (record.map_run == *request.map_run_arn) found.push_back(&record);
    }
    return found;
  }
  const std::string& arn = *request.state_machine_arn;
  const ResourceArn read = TRY(read_machine_arn(arn, states.place()));
  const StateMachineRecord* machine = states.find_machine(read);
  if (machine == nullptr) return state_machine_does_not_exist(arn);
  if (machine->type == "EXPRESS") return state_machine_type_not_supported();
  for (const auto& [key, record] : states.executions().all()) {
    if (record.machine != machine->name || !record.map_run.empty()) continue;
    if (!read.qualifier.empty() && record.version_arn != arn && record.alias_arn != arn) continue;
    found.push_back(&record);
  }
  return found;
}

api::states::ExecutionListItem render_item(States& states, const ExecutionRecord& record) {
  api::states::ExecutionListItem item{.execution_arn = record.arn,
                                      .state_machine_arn = machine_arn_of(states, record),
                                      .name = record.name,
                                      .status = record.status,
                                      .start_date = record.started,
                                      .stop_date = record.stopped,
                                      .redrive_count = static_cast<std::int32_t>(record.redrives),
                                      .redrive_date = record.redriven};
  if (!record.map_run.empty()) {
    item.map_run_arn = record.map_run;
    item.item_count = static_cast<std::int32_t>(record.map_items);
  }
  if (!record.version_arn.empty()) item.state_machine_version_arn = record.version_arn;
  if (!record.alias_arn.empty()) item.state_machine_alias_arn = record.alias_arn;
  return item;
}

}  // namespace

Result<api::states::ListExecutionsOutput> list_executions(
    States& states, const api::states::ListExecutionsInput& request) {
  if (request.state_machine_arn.has_value() == request.map_run_arn.has_value()) {
    return invalid("Must specify either a state machine ARN or a Map Run ARN, but not both");
  }
  std::vector<const ExecutionRecord*> found = TRY(executions_of(states, request));
  std::erase_if(found, [&](const auto* record) { return !is_wanted(*record, request); });
  // "Results are sorted by time, with the most recent execution first."
  std::ranges::sort(found, std::greater{}, &ExecutionRecord::sequence);
  std::vector<api::states::ExecutionListItem> items;
  for (const ExecutionRecord* record : found) items.push_back(render_item(states, *record));

  api::states::ListExecutionsOutput output;
  const std::string key = "ListExecutions/" + request.state_machine_arn.value_or("") +
                          request.map_run_arn.value_or("") + "/" +
                          request.status_filter.value_or("");
  TRY(paginate(request, key, std::move(items), output.executions, output.next_token));
  return output;
}

}  // namespace spotdrill::states
