#include "services/states/render_execution.hpp"

#include "services/states/errors.hpp"
#include "services/states/names.hpp"

namespace spotdrill::states {

std::string machine_arn_of(States& states, const ExecutionRecord& record) {
  std::string arn = states.machine_arn(record.machine);
  if (record.map_run.empty()) return arn;
  const MapRunRecord* run = states.executions().map_runs().find(record.map_run);
  return run == nullptr ? arn : arn + "/" + run->label;
}

Result<const MapRunRecord*> find_map_run(States& states, std::string_view arn) {
  TRY(read_arn(arn, states.place(), "mapRun"));
  const MapRunRecord* run = states.executions().map_runs().find(arn);
  if (run == nullptr) return resource_not_found(arn);
  return run;
}

}  // namespace spotdrill::states
