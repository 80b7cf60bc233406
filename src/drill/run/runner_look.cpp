// What a drill looks at while it goes on: the journal, the instance, its console, its numbers.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <thread>

#include "drill/readings/console_lines.hpp"
#include "drill/readings/fact_reader.hpp"
#include "drill/readings/needs.hpp"
#include "drill/run/leftovers.hpp"
#include "drill/run/run.hpp"

namespace spotdrill::drill {

namespace {

/// Of instances that are not known yet: an endpoint that others use too tells of theirs as well.
constexpr std::size_t early_facts_max = 1'000;

/// Of a console, as it came: for what was printed around a moment.
constexpr std::size_t console_parts_max = 5'000;

/// What GetConsoleOutput gives at most: "the most recent 64 KB". Source: EC2 API Reference.
constexpr std::size_t console_read_max = 64 << 10;

/// Of a console, as it came: for whoever wants to read it all. Units: bytes.
constexpr std::size_t console_kept_max = 16 << 20;

/// Which figure is the progress may be seen otherwise as more is printed. Told no more often.
constexpr int choices_told_max = 4;

/// A save is seen so soon where time passes over waits. Units: real time.
constexpr std::chrono::milliseconds save_look{2};
constexpr std::chrono::milliseconds no_time{0};

/// Everything else is looked at so often beside it. Units: drill time.
constexpr std::chrono::milliseconds look_step{250};

/// The model of the work is made anew in one part of so many of the time.
constexpr int work_share = 10;

/// That this thread has had.
std::chrono::nanoseconds processor_time() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

/// Real time after which a job of which nothing is read is told so.
constexpr std::chrono::seconds silence_told_after{60};

}  // namespace

void Runner::tell(const std::string& resource, const std::string& text) {
  note_facts();
  listener_.happened(clock_.now(), resource, text);
}

void Runner::take_facts() {
  for (client::ServerFact& fact : observer_.poll()) facts_.push_back(std::move(fact));
  look_at_clock();
}

void Runner::note_facts() {
  take_facts();
  std::vector<client::ServerFact> early;
  for (client::ServerFact& fact : facts_) {
    if (is_early(fact)) {
      early.push_back(std::move(fact));
      continue;
    }
    const std::string text = apply_fact(seen_, fact);
    changed_ = true;
    if (!text.empty()) listener_.happened(fact.at, fact.resource, text);
  }
  if (early.size() > early_facts_max) {
    early.erase(early.begin(), early.end() - static_cast<std::ptrdiff_t>(early_facts_max));
  }
  facts_ = std::move(early);
}

/// Whether a fact is of an instance that the execution may have requested and that is not known
/// yet.
bool Runner::is_early(const client::ServerFact& fact) const {
  return has_workflow() && fact.resource.starts_with("i-") &&
         std::none_of(seen_.instances.begin(), seen_.instances.end(),
                      [&](const InstanceTimeline& each) { return each.id == fact.resource; });
}

void Runner::look_at_instance() {
  InstanceTimeline& instance = seen_.instances.back();
  const Called<InstanceNow> now = cloud_.describe_instance(instance.id);
  if (!answered(now, silent_since_)) return;
  state_ = now->state;
  note_state(instance, *now);
}

void Runner::note_state(InstanceTimeline& instance, const InstanceNow& now) {
  if (!now.state_reason.empty()) instance.state_reason = now.state_reason;
  instance.type = now.type;
  instance.zone = now.zone;
  if (seen_.server_observed) return;  // The journal knows the moments better.
  const std::string& state = now.state;
  if (state == "running" && !instance.running) instance.running = clock_.now();
  const bool ending = state == "shutting-down" || state == "stopping" || is_over(state);
  if (ending && !instance.shutdown_begun) instance.shutdown_begun = clock_.now();
  if (is_over(state) && !instance.ended) instance.ended = clock_.now();
}

void Runner::look_at_console() {
  InstanceTimeline& instance = seen_.instances.back();
  Called<std::string> console = cloud_.console(instance.id);
  if (!console || console->empty()) return;
  const std::string_view added = newly_added(instance.console, *console);
  if (!added.empty()) {
    // All of it new, and as much as can be read: more may have come between two looks.
    if (added.size() == console->size() && console->size() >= console_read_max) {
      instance.console_cut = true;
    }
    const std::size_t room = console_kept_max - instance.console_kept.size();
    instance.console_kept += added.substr(0, room);
    instance.console_cut = instance.console_cut || added.size() > room;
    instance.console_parts.push_back({clock_.now(), std::string{added}});
    listener_.printed(added);
    if (instance.console_parts.size() > console_parts_max) {
      instance.console_parts.erase(instance.console_parts.begin(),
                                   instance.console_parts.begin() + console_parts_max / 2);
    }
  }
  instance.console = std::move(*console);
  look_for_needs(instance);
}

void Runner::look_for_needs(InstanceTimeline& instance) {
  output_.read(instance.console, [&](std::string_view line) {
    std::optional<Unmet> need = need_in(line, line_before_);
    line_before_ = line;
    if (!need) return;
    need->at = clock_.now();
    add_need(instance.unmet, std::move(*need));
  });
}

void Runner::look_at_what_is_left() {
  InstanceTimeline& instance = seen_.instances.back();
  const auto now = std::filesystem::file_time_type::clock::now();
  gone_since_.emplace(instance.id, now);
  Left left = find_left(options_.shared, began_);
  instance.left = std::move(left.locks);
  for (OpenFile& last : left.last_written) {
    const bool open = std::ranges::find(instance.open_files, last.path, &OpenFile::path) !=
                      instance.open_files.end();
    if (!open) instance.open_files.push_back(std::move(last));
  }
}

void Runner::look_at_open_files() {
  for (InstanceTimeline& instance : seen_.instances) {
    const auto gone = gone_since_.find(instance.id);
    if (gone == gone_since_.end()) continue;
    for (OpenFile& file : instance.open_files) look_after(file, options_.shared, gone->second);
  }
}

/// What the drill's instances cost. The most that is paid for a request that names no price is the
/// On-Demand price. Source: EC2 User Guide, Spot Instance requests.
void Runner::look_at_prices() {
  for (InstanceTimeline& instance : seen_.instances) {
    if (instance.type.empty() || instance.request_id.empty()) continue;
    const Called<RequestNow> request = cloud_.describe_request(instance.request_id);
    const Called<double> spot = cloud_.spot_price(instance.type, instance.zone);
    if (request && spot && request->price_max > 0 && *spot > 0) {
      seen_.prices = Prices{.spot = *spot, .on_demand = request->price_max};
    }
    return;
  }
}

void Runner::look_at_sources() {
  InstanceTimeline& instance = seen_.instances.back();
  const auto take = [&](Source* source, std::vector<Reading>& readings) {
    if (source == nullptr) return;
    for (Reading& reading : source->read()) {
      reading.not_before = looked_;
      add_reading(readings, std::move(reading), source->has_own_times());
      changed_ = true;
    }
  };
  const std::size_t before = instance.progress.size();
  take(progress_.get(), instance.progress);
  if (instance.progress.size() > before) heard_from_ = std::chrono::steady_clock::now();
  take(saved_.get(), instance.saved);
  if (progress_) seen_.series = progress_->series();
  if (done_ && !instance.said_done) {
    const std::vector<Reading> said = done_->read();
    if (!said.empty()) {
      instance.said_done = said.front().at;
      changed_ = true;
      tell(instance.id, "the job says that it is done");
    }
  }
}

/// Makes of what was seen what everything else here goes by. Of very much that takes its time: then
/// not at every look. What a busy machine keeps this thread waiting does not count: a fault that is
/// due would come late.
void Runner::make_work() {
  using Clock = std::chrono::steady_clock;
  const bool another = work_.instances.size() != seen_.instances.size();
  const Clock::time_point now = Clock::now();
  if (!another && (!changed_ || now < work_due_)) return;
  const std::chrono::nanoseconds before = processor_time();
  work_ = model_work(seen_);
  changed_ = false;
  work_due_ = now + work_share * (processor_time() - before);
}

void Runner::look_at_work() {
  make_work();
  if (seen_.failure.empty()) seen_.failure = work_.refusal;
  if (seen_.instances.empty()) return;
  const auto percent = [&](const std::vector<Sample>& samples) -> std::optional<double> {
    if (samples.empty()) return std::nullopt;
    return work_.percent(samples.back().value);
  };
  const Instant now = clock_.now();
  const InstanceWork& done = work_.instances.back();
  listener_.advanced(now, percent(done.progress), percent(done.saved));
  listener_.stands(now, standing());
  tell_choice();
  tell_silence();
}

/// Says which of the output's figures is taken for the progress.
void Runner::tell_choice() {
  if (work_.progress_from.empty() || work_.progress_from == choice_) return;
  choice_ = work_.progress_from;
  if (++choices_told_ > choices_told_max) return;
  tell("",
       fmt::format("progress is {}{}{}", choice_,
                   work_.progress_is_guess ? ", which is a guess (--progress names another)" : "",
                   work_.progress_instead.empty()
                       ? std::string{}
                       : fmt::format("; the next best is {}", work_.progress_instead)));
}

/// A job of which nothing is read is told once, with what it prints instead.
void Runner::tell_silence() {
  const InstanceTimeline& instance = seen_.instances.back();
  const auto now = std::chrono::steady_clock::now();
  if (!progress_ || newest_progress(work_) || !instance.running) return;
  if (now - heard_from_ < silence_told_after) return;
  heard_from_ = now + std::chrono::hours{24};
  const std::string printed = last_lines(instance.console, 2);
  tell(instance.id,
       fmt::format("no progress was read for a minute: {} gave none; {}",
                   to_text(*definition_.workload.progress),
                   printed.empty() ? "nothing was printed" : "printed was " + printed));
}

Standing Runner::standing() const {
  const InstanceTimeline& instance = seen_.instances.back();
  Standing standing{.instance = instance.id, .state = state_, .deadline = instance.deadline};
  for (std::size_t i = 0; i < definition_.faults.size(); ++i) {
    if (seen_.faults[i].began) continue;
    standing.next_fault = definition_.faults[i].text;
    standing.next_at = guess_when(definition_.faults[i]);
    break;
  }
  return standing;
}

/// A work that goes on as it has since its instance's first report.
std::optional<Instant> Runner::guess_when(const Fault& fault) const {
  if (const auto due = when_due(fault.moment)) return due;
  const std::vector<Sample>& progress = work_.instances.back().progress;
  if (!fault.moment.progress_percent || progress.size() < 2) return std::nullopt;
  const Sample& first = progress.front();
  const Sample& last = progress.back();
  if (last.value <= first.value) return std::nullopt;
  const double left = *fault.moment.progress_percent * work_.total / 100 - last.value;
  const std::chrono::duration<double> spent = last.at - first.at;
  return last.at + std::chrono::duration_cast<Duration>(
                       spent * (std::max(left, 0.0) / (last.value - first.value)));
}

void Runner::look_at_checkpoint() {
  if (!checkpoint_) return;
  InstanceTimeline& instance = seen_.instances.back();
  if (instance.shutdown_begun) checkpoint_->shutdown_begun();
  checkpoint_->look();
  instance.checkpoint = checkpoint_->seen();
}

void Runner::pause() {
  using Clock = std::chrono::steady_clock;
  if (!checkpoint_) return observer_.pause(options_.poll_interval, next_moment());
  if (!observer_.passes_over_waits()) return (void)checkpoint_->wait(options_.poll_interval);
  // Time that may be passed over is the server's to give: it and the file are looked at by turns. A
  // save that has to be hit may wait for something itself, which must not be passed over.
  const auto until = Clock::now() + options_.poll_interval;
  const std::optional<Instant> drill_begun = observer_.server_now();
  const bool save_is_due = awaits_save();
  while (Clock::now() < until && !checkpoint_->wait(no_time)) {
    observer_.pause(save_look, next_moment(), save_is_due);
    const std::optional<Instant> now = observer_.server_now();
    if (now && drill_begun && *now - *drill_begun >= look_step) return;
  }
}

void Runner::look() {
  const Instant begun = clock_.now();
  note_facts();
  look_at_checkpoint();
  look_at_instance();
  look_at_console();
  look_at_sources();
  looked_ = begun;
  look_at_work();
  experiments_.look([this](const FaultSeen& fault) {
    tell(fault.experiment_id, fmt::format("experiment {}", fault.state));
  });
  // One may have done something before it failed.
  const bool felt = std::ranges::any_of(seen_.instances, [](const InstanceTimeline& each) {
    return each.notice || each.rebalance || each.shutdown_begun;
  });
  if (seen_.failure.empty() && !felt) seen_.failure = experiments_.failure();
}

/// After a failure: whether it was the endpoint's. What is not answered any more is not claimed.
void Runner::look_for_endpoint() {
  if (seen_.failure.empty() || cloud_.account()) return;
  seen_.endpoint_lost = true;
  if (!seen_.instances.empty()) {
    seen_.failure = "the endpoint does not answer any more: " + seen_.failure;
  }
}

}  // namespace spotdrill::drill
