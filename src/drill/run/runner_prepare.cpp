// What is made and looked up before anything is launched.
#include <fmt/format.h>

#include <algorithm>

#include "drill/run/launch_plan.hpp"
#include "drill/run/read_job.hpp"
#include "drill/run/run.hpp"

namespace spotdrill::drill {

bool Runner::prepare() {
  const Called<std::string> account = cloud_.account();
  if (failed(account)) return false;
  account_ = *account;
  for (const auto& [name, value] : definition_.workload.parameters) {
    const Called<bool> put = cloud_.ensure_parameter(name, value);
    if (failed(put)) return false;
    if (*put) tell(name, fmt::format("SSM parameter put: {}", value));
  }
  for (const Bucket& bucket : definition_.buckets) {
    const Called<int> objects = cloud_.ensure_bucket(bucket);
    if (failed(objects)) return false;
    if (*objects > 0) tell("s3://" + bucket.name, fmt::format("{} objects put", *objects));
  }
  return deploy() && prepare_launch() && !failed(experiments_.prepare()) &&
         !(has_workflow() && failed(workflow_.prepare(options_.run_id, stack_))) &&
         prepare_sources();
}

/// Makes the stack, and waits until it is complete.
bool Runner::deploy() {
  if (!definition_.deploy) return true;
  if (failed(stack_.create(options_.run_id))) return false;
  tell(stack_.name(), "stack being created");
  while (!options_.stop_requested()) {
    const Called<bool> complete = stack_.look();
    if (failed(complete)) return false;
    if (*complete) {
      tell(stack_.name(), "stack CREATE_COMPLETE");
      return true;
    }
    if (clock_.now() - seen_.began > definition_.workload.timeout) {
      seen_.failure = fmt::format("the stack {} was not complete in time", stack_.name());
      return false;
    }
    pause();
    take_facts();
  }
  return false;
}

/// Of a stack's state machine: what it launches is its own affair.
bool Runner::prepare_launch() {
  if (!definition_.workload.state_machine.output.empty()) return true;
  Called<LaunchPlan> plan = plan_launch(cloud_, definition_.workload);
  if (failed(plan)) return false;
  specification_ = std::move(plan->specification);
  seen_.user_data = std::move(plan->user_data);
  seen_.job_texts = read_job(definition_.workload, seen_.user_data);
  return true;
}

bool Runner::prepare_sources() {
  SourceContext context{
      .client = client_,
      .began = seen_.began,
      .now = [this] { return clock_.now(); },
      .host_path =
          [this](const std::filesystem::path& guest) { return host_path(options_.shared, guest); },
      .console = [this]() -> const std::string& {
        static const std::string none;
        return seen_.instances.empty() ? none : seen_.instances.back().console;
      },
      .objects_elsewhere =
          std::ranges::find(definition_.endpoints, "s3", &ServiceEndpoint::service) !=
          definition_.endpoints.end()};
  const Workload& workload = definition_.workload;
  using Make = std::unique_ptr<Source> (*)(const NumberSource&, SourceContext);
  const auto make = [&](const std::optional<NumberSource>& wanted, Make make_it,
                        std::unique_ptr<Source>& source) {
    if (!wanted) return true;
    const Called<NumberSource> filled_in = stack_.fill_in(*wanted);
    if (failed(filled_in)) return false;
    source = make_it(*filled_in, context);
    return true;
  };
  if (!workload.checkpoint.empty()) {
    checkpoint_.emplace(host_path(options_.shared, workload.checkpoint));
  }
  return make(workload.progress, make_source, progress_) &&
         make(workload.saved, make_saved_source, saved_) &&
         make(workload.done, make_done_source, done_);
}

}  // namespace spotdrill::drill
