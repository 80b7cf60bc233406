#include <fmt/format.h>

#include <algorithm>

#include "base/assert.hpp"
#include "services/fis/catalogue.hpp"
#include "services/fis/errors.hpp"
#include "services/fis/fis.hpp"
#include "services/fis/stop_conditions.hpp"
#include "services/fis/targets.hpp"

namespace spotdrill::fis {
namespace {

constexpr const char* reason_halted = "Experiment halted by stop condition.";

/// Letters and digits after "EXP", as AWS has them.
constexpr std::size_t experiment_id_length = 15;

std::string action_timer(const std::string& id, const std::string& name) {
  return id + "/" + name;
}

/// The ids of what the action acts on.
std::vector<std::string> target_ids(const Experiment& experiment, const ActionSpec& spec) {
  std::vector<std::string> ids;
  for (const auto& [key, target] : spec.targets) {
    const auto found = experiment.resolved.find(target);
    if (found == experiment.resolved.end()) continue;
    for (const std::string& arn : found->second) ids.push_back(name_in_arn(arn));
  }
  return ids;
}

ActionRun run_of(ec2::Ec2& ec2, const Experiment& experiment, const std::string& name) {
  const ActionRecord& record = experiment.actions.at(name);
  return {ec2, record, name, target_ids(experiment, record.spec)};
}

bool may_start(const Experiment& experiment, const ActionRecord& action) {
  if (action.status != Status::Pending) return false;
  return std::all_of(action.spec.start_after.begin(), action.spec.start_after.end(),
                     [&](const std::string& name) {
                       const Status status = experiment.actions.at(name).status;
                       return status == Status::Completed || status == Status::Skipped;
                     });
}

}  // namespace

Result<const Experiment*> Fis::start(const Template& from, Start options) {
  TRY(check_alarms(from.definition));
  const auto active =
      std::count_if(experiments_.all().begin(), experiments_.all().end(),
                    [](const auto& experiment) { return !is_final(experiment.second.status); });
  if (static_cast<std::size_t>(active) >= quotas_.active_experiments) {
    return quota_exceeded("Active experiments", quotas_.active_experiments);
  }
  forget_oldest();

  Experiment experiment;
  experiment.id = world_.ids.alphanumeric("EXP", experiment_id_length);
  experiment.template_id = from.id;
  experiment.definition = from.definition;
  experiment.skip_all = options.skip_all;
  experiment.created = now();
  experiment.started = now();
  experiment.tags = options.tags;
  experiment.requested_tags = std::move(options.tags);
  experiment.client_token = std::move(options.client_token);
  for (const auto& [name, spec] : from.definition.actions) {
    experiment.actions[name] = {.spec = spec, .reason = "Initial state"};
  }
  const std::string id = experiment.id;
  Experiment& kept = experiments_.put(id, std::move(experiment));
  change(kept, Status::Initiating, "Experiment is initiating.");
  arm(kept);
  return &kept;
}

/// What its running actions have done to what no store keeps is done again.
void Fis::resume(const Experiment& experiment) {
  for (const auto& [name, record] : experiment.actions) {
    if (record.status != Status::Running && record.status != Status::Stopping) continue;
    const Action* action = find_action(record.spec.action_id);
    if (action == nullptr || action->resume == nullptr) continue;
    ActionRun run = run_of(ec2_, experiment, name);
    action->resume(run);
  }
}

/// Sets the timers of an experiment that is not over: at its start, and after a restart.
void Fis::arm(const Experiment& experiment) {
  const std::string& id = experiment.id;
  switch (experiment.status) {
    case Status::Pending:
    case Status::Initiating:
      timers_.set(id, now(), [this, id] { begin(id); });
      break;
    case Status::Running:
      for (const auto& [name, action] : experiment.actions) {
        if (action.status == Status::Running) arm_action(id, name, action.due.value_or(now()));
      }
      timers_.set(id, now(), [this, id] { advance(id); });
      break;
    case Status::Stopping:
      timers_.set(id, now(), [this, id] {
        Experiment& stopped = experiments_.edit(id);
        halt_actions(stopped);
        const bool halted = stopped.reason == reason_halted;
        end(stopped, Status::Stopped, halted ? reason_halted : "Experiment stopped.");
      });
      break;
    case Status::Completed:
    case Status::Stopped:
    case Status::Failed:
    case Status::Cancelled:
    case Status::Skipped:
      break;
  }
}

void Fis::arm_action(const std::string& id, const std::string& name, Instant due) {
  timers_.set(action_timer(id, name), due, [this, id, name] { action_due(id, name); });
}

/// "AWS FIS identifies all targets at the start of the experiment, before starting any of the
/// actions", and then starts them.
void Fis::begin(const std::string& id) {
  Experiment& experiment = experiments_.edit(id);
  auto resolved = resolve_targets(*this, experiment.definition);
  if (!resolved.has_value()) return fail(experiment, resolved.error());
  experiment.resolved = std::move(*resolved);
  change(experiment, Status::Running, "Experiment is running.");
  if (in_alarm(experiment.definition)) return stop(id, reason_halted);
  advance(id);
}

/// Starts every action whose turn it is, until none is left to start or the experiment is over.
void Fis::advance(const std::string& id) {
  Experiment& experiment = experiments_.edit(id);
  for (bool progress = true; progress && experiment.status == Status::Running;) {
    progress = false;
    for (auto& [name, action] : experiment.actions) {
      if (!may_start(experiment, action)) continue;
      progress = true;
      const auto started = start_action(experiment, name);
      if (!started.has_value()) {
        end_action(experiment, name, Status::Failed, started.error().reason);
        return fail(experiment, started.error());
      }
    }
  }
  if (experiment.status != Status::Running) return;
  const bool over = std::all_of(experiment.actions.begin(), experiment.actions.end(),
                                [](const auto& action) { return is_final(action.second.status); });
  if (over) end(experiment, Status::Completed, "Experiment completed.");
}

Result<void, Failure> Fis::start_action(Experiment& experiment, const std::string& name) {
  ActionRecord& record = experiment.actions.at(name);
  const Action* action = find_action(record.spec.action_id);
  ASSERT(action != nullptr);
  ActionRun run = run_of(ec2_, experiment, name);
  if (experiment.skip_all || (!action->target.key.empty() && run.targets().empty())) {
    end_action(experiment, name, Status::Skipped, "Action was skipped.");
    return {};
  }
  const auto running =
      std::count_if(experiment.actions.begin(), experiment.actions.end(),
                    [](const auto& each) { return each.second.status == Status::Running; });
  if (static_cast<std::size_t>(running) >= quotas_.parallel_actions) {
    return refuse(Failure{.code = "QuotaExceededFailure",
                          .location = name,
                          .reason = fmt::format("More than {} actions would run in parallel.",
                                                quotas_.parallel_actions)});
  }
  if (run.targets().size() > quotas_.targets_per_action) {
    return refuse(Failure{
        .code = "QuotaExceededFailure",
        .location = name,
        .reason = fmt::format("{} targets exceed the quota of {} for {}.", run.targets().size(),
                              quotas_.targets_per_action, action->id)});
  }

  record.status = Status::Running;
  record.reason = "Action is running.";
  record.started = now();
  json::array targets;
  for (const std::string& id : run.targets()) targets.emplace_back(id);
  json::object details;
  details.emplace("action", name);
  details.emplace("action_id", action->id);
  details.emplace("targets", std::move(targets));
  world_.journal.append(now(), place_.region, experiment.id, "action-started", std::move(details));

  const Completion completion = TRY(action->start(run));
  record.due = completion.at;
  arm_action(experiment.id, name, completion.at);
  return {};
}

void Fis::action_due(const std::string& id, const std::string& name) {
  Experiment& experiment = experiments_.edit(id);
  if (experiment.actions.at(name).status != Status::Running) return;
  const Action* action = find_action(experiment.actions.at(name).spec.action_id);
  if (action->finish != nullptr) {
    ActionRun run = run_of(ec2_, experiment, name);
    const auto finished = action->finish(run);
    if (!finished.has_value()) {
      end_action(experiment, name, Status::Failed, finished.error().reason);
      return fail(experiment, finished.error());
    }
  }
  end_action(experiment, name, Status::Completed, "Action was completed.");
  advance(id);
}

void Fis::end_action(Experiment& experiment, const std::string& name, Status status,
                     std::string reason) {
  ActionRecord& record = experiment.actions.at(name);
  record.status = status;
  record.reason = std::move(reason);
  if (record.started) record.ended = now();
  record.due.reset();
  timers_.cancel(action_timer(experiment.id, name));
  json::object details;
  details.emplace("action", name);
  details.emplace("action_id", record.spec.action_id);
  details.emplace("status", to_string(status));
  details.emplace("reason", record.reason);
  world_.journal.append(now(), place_.region, experiment.id, "action-ended", std::move(details));
}

/// What runs is stopped, what waits is cancelled.
void Fis::halt_actions(Experiment& experiment) {
  for (auto& [name, record] : experiment.actions) {
    if (record.status == Status::Pending) {
      end_action(experiment, name, Status::Cancelled, "Action was cancelled.");
    } else if (record.status == Status::Running || record.status == Status::Stopping) {
      const Action* action = find_action(record.spec.action_id);
      if (action->stop != nullptr) {
        ActionRun run = run_of(ec2_, experiment, name);
        action->stop(run);
      }
      end_action(experiment, name, Status::Stopped, "Action was stopped.");
    }
  }
}

void Fis::stop(const std::string& id) {
  stop(id, "Stopping Experiment.");
}

void Fis::stop(const std::string& id, std::string_view reason) {
  Experiment& experiment = experiments_.edit(id);
  for (auto& [name, record] : experiment.actions) {
    if (record.status != Status::Running) continue;
    record.status = Status::Stopping;
    record.reason = "Stopping action.";
    timers_.cancel(action_timer(id, name));
  }
  change(experiment, Status::Stopping, std::string{reason});
  arm(experiment);
}

void Fis::alarm_changed(std::string_view arn, std::string_view state) {
  if (state != "ALARM") return;
  std::vector<std::string> halted;
  for (const auto& [id, experiment] : experiments_.all()) {
    const bool over = is_final(experiment.status) || experiment.status == Status::Stopping;
    if (!over && is_stopped_by(experiment.definition, arn)) halted.push_back(id);
  }
  for (const std::string& id : halted) stop(id, reason_halted);
}

/// "When multiple actions fail, the first failed action is returned as the experiment error."
void Fis::fail(Experiment& experiment, const Failure& failure) {
  experiment.error = ExperimentError{
      .account_id = place_.account, .code = failure.code, .location = failure.location};
  halt_actions(experiment);
  end(experiment, Status::Failed, failure.reason);
}

void Fis::end(Experiment& experiment, Status status, std::string reason) {
  experiment.ended = now();
  timers_.cancel(experiment.id);
  change(experiment, status, std::move(reason));
}

void Fis::change(Experiment& experiment, Status status, std::string reason) {
  json::object details;
  details.emplace("template", experiment.template_id);
  details.emplace("old", to_string(experiment.status));
  details.emplace("new", to_string(status));
  details.emplace("reason", reason);
  experiment.status = status;
  experiment.reason = std::move(reason);
  world_.journal.append(now(), place_.region, experiment.id, "experiment-state-change",
                        std::move(details));
}

void Fis::forget_oldest() {
  while (experiments_.all().size() >= experiments_kept_max) {
    const Experiment* oldest = nullptr;
    for (const auto& [id, experiment] : experiments_.all()) {
      if (!is_final(experiment.status)) continue;
      if (oldest == nullptr || experiment.created < oldest->created) oldest = &experiment;
    }
    if (oldest == nullptr) return;
    experiments_.erase(std::string{oldest->id});
  }
}

}  // namespace spotdrill::fis
