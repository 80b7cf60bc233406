// What a drill looks at while it goes on: the journal, the instance, its console, its numbers.
#include <fmt/format.h>

#include <algorithm>

#include "drill/readings/fact_reader.hpp"
#include "drill/run/run.hpp"

namespace spotdrill::drill {

namespace {

/// Of instances that are not known yet: an endpoint that others use too tells of theirs as well.
constexpr std::size_t early_facts_max = 1'000;

/// Of a console, as it came: for what was printed around a moment.
constexpr std::size_t console_parts_max = 5'000;

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
    instance.console_parts.push_back({clock_.now(), std::string{added}});
    listener_.printed(added);
    if (instance.console_parts.size() > console_parts_max) {
      instance.console_parts.erase(instance.console_parts.begin(),
                                   instance.console_parts.begin() + console_parts_max / 2);
    }
  }
  instance.console = std::move(*console);
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
  const Instant now = clock_.now();
  const auto take = [now](Source* source, std::vector<Sample>& samples) {
    if (source == nullptr) return;
    for (const double value : source->read()) samples.push_back({now, value});
  };
  take(progress_.get(), instance.progress);
  take(saved_.get(), instance.saved);
  const auto percent = [&](const std::vector<Sample>& samples) -> std::optional<double> {
    if (samples.empty()) return std::nullopt;
    return 100 * samples.back().value / seen_.total;
  };
  listener_.advanced(now, percent(instance.progress), percent(instance.saved));
  listener_.stands(now, standing());
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
  if (fault.moment.after_start) {
    return seen_.instances.front().running.value_or(seen_.began) + *fault.moment.after_start;
  }
  const std::vector<Sample>& progress = seen_.instances.back().progress;
  if (!fault.moment.progress_percent || progress.size() < 2) return std::nullopt;
  const Sample& first = progress.front();
  const Sample& last = progress.back();
  if (last.value <= first.value) return std::nullopt;
  const double left = *fault.moment.progress_percent * seen_.total / 100 - last.value;
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

void Runner::look() {
  note_facts();
  look_at_checkpoint();
  look_at_instance();
  look_at_console();
  look_at_sources();
  experiments_.look([this](const FaultSeen& fault) {
    tell(fault.experiment_id, fmt::format("experiment {}", fault.state));
  });
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
