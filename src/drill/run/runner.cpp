#include "drill/run/runner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "drill/readings/console_lines.hpp"
#include "drill/readings/fact_reader.hpp"
#include "drill/readings/s3_objects.hpp"
#include "drill/run/launch_plan.hpp"
#include "drill/run/read_job.hpp"
#include "drill/run/run.hpp"
#include "drill/work/ending.hpp"
#include "drill/work/fruitless.hpp"

namespace spotdrill::drill {

namespace {

/// A workload that has ended unfinished may have left something behind that goes on. Drill time
/// without a report, and real time, after which it counts as over.
constexpr Duration idle_max = 30s;
constexpr std::chrono::milliseconds idle_real_max{1500};

}  // namespace

Observation Runner::run() {
  const auto began = std::chrono::steady_clock::now();
  seen_.total = definition_.workload.total;
  seen_.total_given = definition_.workload.total_given;
  seen_.has_saved = definition_.workload.saved.has_value();
  seen_.has_done = definition_.workload.done.has_value();
  for (const Fault& fault : definition_.faults) seen_.faults.push_back({.text = fault.text});
  seen_.server_observed = observer_.connect();
  look_at_clock();
  seen_.rate = clock_.rate();
  seen_.began = clock_.now();
  const Duration passed_over_before = clock_.skipped();
  listener_.began(seen_.began);
  if (prepare()) {
    has_workflow() ? follow() : rehearse();
  }
  seen_.stopped = options_.stop_requested();
  seen_.ended = clock_.now();
  seen_.passed_over = clock_.skipped() - passed_over_before;
  seen_.real_time = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - began);
  look_for_endpoint();
  look_at_open_files();
  if (!seen_.endpoint_lost) {
    look_at_prices();
    clean_up();
  }
  return std::move(seen_);
}

bool Runner::wait_for_instance(InstanceTimeline& instance) {
  while (!options_.stop_requested()) {
    const Called<RequestNow> now = cloud_.describe_request(instance.request_id);
    if (failed(now)) return false;
    if (!now->instance_id.empty()) {
      instance.id = now->instance_id;
      return true;
    }
    if (now->state != "open") {
      seen_.failure = fmt::format("Spot request {} is {}: {}: {}", instance.request_id, now->state,
                                  now->status_code, now->status_message);
      return false;
    }
    if (clock_.now() - seen_.began > definition_.workload.timeout) {
      seen_.failure = fmt::format("Spot request {} was not fulfilled in time: {}",
                                  instance.request_id, now->status_code);
      return false;
    }
    pause();
    take_facts();
  }
  return false;
}

bool Runner::launch() {
  InstanceTimeline instance{.requested = clock_.now()};
  const Called<std::string> request = cloud_.request_spot_instance(specification_);
  if (failed(request)) return false;
  instance.request_id = *request;
  if (wait_for_instance(instance)) return take_over(std::move(instance));
  seen_.instances.push_back(std::move(instance));
  return false;
}

/// `instance` is the one that works from now on.
bool Runner::take_over(InstanceTimeline instance) {
  const bool first = seen_.instances.empty();
  if (progress_ && !first) progress_->next_instance();
  if (saved_ && !first) saved_->next_instance();
  if (done_ && !first) done_->next_instance();
  if (checkpoint_ && !first) checkpoint_->next_instance();
  // What the server told of it while it was waited for has happened since.
  Instant launched = clock_.now();
  for (const client::ServerFact& fact : facts_) {
    if (!has_workflow() || fact.resource == instance.id) launched = std::min(launched, fact.at);
  }
  seen_.instances.push_back(std::move(instance));
  const std::string id = seen_.instances.back().id;
  idle_since_.reset();
  output_.next_instance();
  line_before_.clear();
  heard_from_ = std::chrono::steady_clock::now();
  state_.clear();
  look_at_work();
  listener_.happened(launched, id, first ? "Spot Instance launched" : "replacement launched");
  if (seen_.user_data.empty()) {
    // The execution's own.
    seen_.user_data = cloud_.user_data_of(id).value_or("");
    seen_.job_texts = read_job(definition_.workload, seen_.user_data);
  }
  return !failed(experiments_.aim(account_, id)) &&
         !failed(cloud_.create_tags(id, instance_tags(definition_, options_.run_id)));
}

bool Runner::has_come_to(double percent) const {
  const std::vector<Sample>& progress = work_.instances.back().progress;
  return !progress.empty() && work_.percent(progress.back().value) >= percent;
}

/// Of a moment that is known beforehand: some time after the start, or after some progress that
/// has been made.
std::optional<Instant> Runner::when_due(const FaultMoment& moment) const {
  if (moment.after_start) {
    return seen_.instances.front().running.value_or(seen_.began) + *moment.after_start;
  }
  if (!moment.progress_percent || moment.delay == Duration::zero()) return std::nullopt;
  const std::vector<Sample>& progress = work_.instances.back().progress;
  const auto there = std::ranges::find_if(progress, [&](const Sample& sample) {
    return work_.percent(sample.value) >= *moment.progress_percent;
  });
  if (there == progress.end()) return std::nullopt;
  return there->at + moment.delay;
}

bool Runner::is_due(const Fault& fault) const {
  const InstanceTimeline& instance = seen_.instances.back();
  if (state_ != "running" || instance.notice || instance.shutdown_begun) return false;
  const FaultMoment& moment = fault.moment;
  if (const auto due = when_due(moment)) return clock_.now() >= *due;
  if (moment.delay > Duration::zero()) return false;
  if (moment.progress_percent && !has_come_to(*moment.progress_percent)) return false;
  if (moment.while_saving) {
    return (checkpoint_ && checkpoint_->is_overwriting()) || is_uploading();
  }
  return !moment.while_recovering || seen_.instances.size() > 1;
}

/// Whether the next save is to be hit.
bool Runner::awaits_save() const {
  if (seen_.instances.empty()) return false;
  for (std::size_t i = 0; i < definition_.faults.size(); ++i) {
    const FaultMoment& moment = definition_.faults[i].moment;
    if (seen_.faults[i].began || !moment.while_saving) continue;
    if (!moment.progress_percent || has_come_to(*moment.progress_percent)) return true;
  }
  return false;
}

/// Whether the checkpoint's object is being uploaded, but for the first time.
bool Runner::is_uploading() const {
  const auto& object = definition_.workload.checkpoint_object;
  if (!object) return false;
  const std::string bucket = object->bucket + "/";
  bool before = seen_.instances.size() > 1;
  for (const UploadSeen& upload : seen_.instances.back().uploads) {
    if (!upload.key.starts_with(bucket)) continue;
    if (named_part(object->key, std::string_view{upload.key}.substr(bucket.size())).empty())
      continue;
    if (!upload.ended && before) return true;
    before = true;
  }
  return false;
}

void Runner::begin_faults() {
  for (std::size_t i = 0; i < definition_.faults.size(); ++i) {
    if (seen_.faults[i].began || !is_due(definition_.faults[i])) continue;
    // A save may be over before everything else has been told.
    const bool at_once = definition_.faults[i].moment.is_brief();
    if (!at_once) note_facts();
    const Instant now = clock_.now();
    if (failed(experiments_.begin(i, account_, seen_.instances.back().id, now))) return;
    if (at_once) {
      tell(seen_.faults[i].experiment_id, definition_.faults[i].text);
    } else {
      listener_.happened(now, seen_.faults[i].experiment_id, definition_.faults[i].text);
    }
    const Fault& fault = definition_.faults[i];
    if (fault.kind == Fault::Kind::Interrupt && fault.notice < notice_full) {
      short_notices_.push_back({seen_.instances.back().id, now + fault.notice});
    }
    return;  // What it does to the instance is seen before the next one begins.
  }
}

/// "… it is possible that your Spot Instance is interrupted before the warning can be made
/// available." Source: EC2 User Guide, Spot Instance interruption notices.
void Runner::cut_notices_short() {
  for (std::size_t i = 0; i < short_notices_.size(); ++i) {
    if (clock_.now() < short_notices_[i].until) continue;
    const std::string id = std::move(short_notices_[i].instance);
    short_notices_.erase(short_notices_.begin() + static_cast<std::ptrdiff_t>(i));
    tell(id, "terminated before its notice's time");
    if (const auto ended = cloud_.terminate({id}); !ended) failed(ended);
    return;
  }
}

std::optional<Instant> Runner::next_moment() const {
  std::optional<Instant> next;
  const auto note = [&](Instant moment) {
    if (moment > clock_.now() && (!next || moment < *next)) next = moment;
  };
  for (const ShortNotice& notice : short_notices_) note(notice.until);
  if (!seen_.instances.empty() && seen_.instances.front().running) {
    for (std::size_t i = 0; i < definition_.faults.size(); ++i) {
      const auto due = when_due(definition_.faults[i].moment);
      if (due && !seen_.faults[i].began) note(*due);
    }
  }
  return next;
}

/// Whether user data was not run, because it is of a kind that nobody here runs.
bool Runner::never_began(const InstanceTimeline& instance) const {
  const bool refused = std::ranges::any_of(
      instance.unmet, [](const Unmet& need) { return need.kind == Unmet::Kind::UserData; });
  return refused && !instance.user_data_ended && instance.progress.empty() && instance.running &&
         clock_.now() - *instance.running >= idle_max;
}

/// Whether nothing more is to be expected of the workload that runs now.
bool Runner::workload_is_over() {
  const InstanceTimeline& instance = seen_.instances.back();
  const bool done = work_.completed_at.has_value();
  const std::optional<WorkloadEnd> end = workload_end(instance);
  if (!done && !end) return never_began(instance);
  if (!done) {
    if (instance.notice || instance.shutdown_begun || experiments_.any_running()) {
      return false;  // The instance has an end to come to.
    }
  }
  const auto now = std::chrono::steady_clock::now();
  if (!idle_since_) idle_since_ = now;
  if (done) return now - *idle_since_ >= 2 * options_.poll_interval;
  Instant last = end->at;
  if (!instance.progress.empty()) last = std::max(last, instance.progress.back().at);
  return clock_.now() - last >= idle_max && now - *idle_since_ >= idle_real_max;
}

/// Launches a replacement for the instance that has ended, unless there is no more use in it.
bool Runner::replace() {
  look();  // What came in between the console's and the state's look.
  work_due_ = {};
  make_work();  // The end decides of what was seen last.
  look_at_what_is_left();
  InstanceTimeline& instance = seen_.instances.back();
  if (saved_) instance.saved_damage = saved_->damage();
  if (!instance.launch_failure.empty()) {
    seen_.failure =
        fmt::format("{} could not be started: {}", instance.id, instance.launch_failure);
    return false;
  }
  if (work_.completed_at || definition_.workload.replace == Replace::None) return false;
  fruitless_ = was_fruitless(seen_, work_) ? fruitless_ + 1 : 0;
  if (fruitless_ >= fruitless_max) {
    const std::string line = last_lines(instance.console, 1);
    // What an interruption has led to is the job's; what it does undisturbed is not known.
    std::string& why = work_.interruptions.empty() ? seen_.failure : seen_.gave_up;
    why = fmt::format(
        "{} replacements in a row ended by themselves and got no further; the last one {}",
        fruitless_max, line.empty() ? std::string{"printed nothing"} : "printed last " + line);
    return false;
  }
  if (seen_.instances.size() >= launches_max) {
    seen_.failure = fmt::format("{} instances did not finish the work", launches_max);
    return false;
  }
  return launch();
}

void Runner::rehearse() {
  if (!launch()) return;
  while (!options_.stop_requested()) {
    look();
    if (!seen_.failure.empty() || workload_is_over()) return;
    if (clock_.now() - seen_.began > definition_.workload.timeout) {
      seen_.timed_out = true;
      tell("", "the drill's time is up");
      return;
    }
    if (is_over(state_)) {
      if (!replace()) return;
      continue;
    }
    begin_faults();
    cut_notices_short();
    pause();
    // A save does not wait for the next look.
    look_at_checkpoint();
    begin_faults();
  }
}

void Runner::wait_for_ends(const std::vector<std::string>& alive) {
  const auto until = std::chrono::steady_clock::now() + options_.clean_up_max;
  for (const std::string& id : alive) {
    while (std::chrono::steady_clock::now() < until && !options_.hurry_requested()) {
      const Called<InstanceNow> now = cloud_.describe_instance(id);
      if (!now || is_over(now->state)) break;
      pause();
    }
  }
}

void Runner::clean_up() {
  experiments_.stop();
  if (has_workflow()) end_execution();
  std::vector<std::string> alive;
  std::vector<std::string> requests;
  for (InstanceTimeline& instance : seen_.instances) {
    if (!instance.request_id.empty()) requests.push_back(instance.request_id);
    if (instance.id.empty() || instance.ended) continue;
    if (const auto now = cloud_.describe_instance(instance.id); now && is_over(now->state))
      continue;
    if (!instance.shutdown_begun) instance.ended_by_drill = true;
    alive.push_back(instance.id);
  }
  if (!requests.empty()) (void)cloud_.cancel_requests(requests);
  if (!alive.empty() && cloud_.terminate(alive)) wait_for_ends(alive);
  experiments_.delete_templates();
  workflow_.remove();
  stack_.remove();
  take_facts();
  for (const client::ServerFact& fact : facts_) {
    // The drill's own shutdown says nothing about the workload, but who ended how is told.
    if (fact.kind == "instance-ended" || fact.kind == "spot-request-status" ||
        fact.kind == "instance-state-change") {
      apply_fact(seen_, fact);
    }
  }
}

Observation run_drill(const Definition& definition, client::Client& client,
                      const RunOptions& options, RunListener& listener) {
  return Runner{definition, client, options, listener}.run();
}

}  // namespace spotdrill::drill
