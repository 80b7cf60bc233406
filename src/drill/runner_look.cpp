// What a drill looks at while it goes on: the journal, the instance, its console, its numbers.
#include <fmt/format.h>

#include <algorithm>

#include "drill/fact_reader.hpp"
#include "drill/run.hpp"

namespace spotdrill::drill {

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
  for (const client::ServerFact& fact : facts_) {
    const std::string text = apply_fact(seen_, fact);
    if (!text.empty()) listener_.happened(fact.at, fact.resource, text);
  }
  facts_.clear();
}

void Runner::look_at_instance() {
  InstanceTimeline& instance = seen_.instances.back();
  const Called<InstanceNow> now = cloud_.describe_instance(instance.id);
  if (!now) {
    const auto moment = std::chrono::steady_clock::now();
    if (!silent_since_) silent_since_ = moment;
    if (moment - *silent_since_ >= options_.silence_max) failed(now);
    return;
  }
  silent_since_.reset();
  state_ = now->state;
  if (!now->state_reason.empty()) instance.state_reason = now->state_reason;
  if (seen_.server_observed) return;  // The journal knows the moments better.
  if (state_ == "running" && !instance.running) instance.running = clock_.now();
  const bool ending = state_ == "shutting-down" || state_ == "stopping" || is_over(state_);
  if (ending && !instance.shutdown_begun) instance.shutdown_begun = clock_.now();
  if (is_over(state_) && !instance.ended) instance.ended = clock_.now();
}

void Runner::look_at_console() {
  InstanceTimeline& instance = seen_.instances.back();
  Called<std::string> console = cloud_.console(instance.id);
  if (console && !console->empty()) instance.console = std::move(*console);
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
}

void Runner::look() {
  note_facts();
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
