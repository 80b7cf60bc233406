#include "services/lambda/events.hpp"

#include <algorithm>
#include <utility>

#include "base/iso8601.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "services/lambda/errors.hpp"
#include "services/lambda/lambda.hpp"

template class spotdrill::Table<spotdrill::lambda::EventRecord>;

namespace spotdrill::lambda {
namespace {

/// "Lambda waits 1 minute before the first retry and 2 minutes before the second."
constexpr Duration first_retry = 1min;
constexpr Duration second_retry = 2min;

/// "The retry interval increases exponentially from 1 second after the first attempt to a maximum
/// of 5 minutes": of what was throttled.
constexpr Duration throttled_first = 1s;
constexpr Duration throttled_last = 5min;

json::value parsed_or_text(const std::string& text) {
  if (text.empty()) return nullptr;
  auto parsed = parse_json(text);
  return parsed.has_value() ? std::move(*parsed) : json::value(text);
}

EventConfig event_config_of(const Function& function, const std::string& qualifier) {
  const auto found =
      function.event_configs.find(qualifier.empty() ? std::string{latest_version} : qualifier);
  return found == function.event_configs.end() ? EventConfig{} : found->second;
}

/// Source: Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
std::string destination_record(const EventRecord& event, const std::string& arn,
                               std::string_view condition, Instant now,
                               const InvocationResult& result) {
  json::object context;
  context.emplace("requestId", event.request_id);
  context.emplace("functionArn", arn);
  context.emplace("condition", json::string{condition});
  context.emplace("approximateInvokeCount", event.attempts + (condition == "Success" ? 1 : 0));
  json::object record;
  record.emplace("version", "1.0");
  record.emplace("timestamp", iso8601_millis(now));
  record.emplace("requestContext", std::move(context));
  record.emplace("requestPayload", parsed_or_text(event.payload));
  if (!result.version.empty()) {
    json::object response;
    response.emplace("statusCode", 200);
    response.emplace("executedVersion", result.version);
    if (!result.error.empty()) response.emplace("functionError", result.error);
    record.emplace("responseContext", std::move(response));
    record.emplace("responsePayload", parsed_or_text(result.payload));
  }
  return to_text(record);
}

}  // namespace

Events::Events(World& world, Lambda& lambda, const std::string& region)
    : world_(world),
      lambda_(lambda),
      events_(world.store, "lambda.events", region),
      timers_(world.scheduler) {
  for (const auto& [id, event] : events_.all()) arm(event);
}

Result<void> Events::add(EventRecord event) {
  if (events_.all().size() >= events_max) return too_many_requests("CallerRateLimitExceeded");
  std::string id = event.request_id;
  arm(events_.put(std::move(id), std::move(event)));
  return {};
}

void Events::arm(const EventRecord& event) {
  timers_.set(event.request_id, event.due, [this, id = event.request_id] { attempt(id); });
}

void Events::attempt(const std::string& id) {
  const EventRecord& event = *events_.find(id);
  const Function* function = lambda_.find(event.function);
  if (function == nullptr) {
    events_.erase(id);
    return;
  }
  const EventConfig config = event_config_of(*function, event.qualifier);
  const Duration age = config.age ? std::chrono::seconds{*config.age} : event_age_max;
  if (world_.clock.now() - event.received > age) return settle(id, "EventAgeExceeded", {});
  const auto version = lambda_.version(*function, event.qualifier);
  if (!version.has_value()) {
    events_.erase(id);
    return;
  }
  lambda_.environments().invoke(
      *function, **version,
      {.request_id = id,
       .arn = function_arn(lambda_.place(), event.function, event.qualifier),
       .payload = event.payload,
       .client_context = event.client_context,
       .done = [this, id](const Result<InvocationResult>& result) { attempted(id, result); }});
}

void Events::attempted(const std::string& id, const Result<InvocationResult>& result) {
  if (events_.find(id) == nullptr) return;
  const Instant now = world_.clock.now();
  if (!result.has_value()) {
    // It has not run: this is no attempt.
    EventRecord& event = events_.edit(id);
    event.due = now + std::clamp<Duration>(now - event.received, throttled_first, throttled_last);
    return arm(event);
  }
  if (result->error.empty()) return settle(id, "Success", *result);
  EventRecord& event = events_.edit(id);
  ++event.attempts;
  const Function* function = lambda_.find(event.function);
  const EventConfig config =
      function == nullptr ? EventConfig{} : event_config_of(*function, event.qualifier);
  if (event.attempts > config.retries.value_or(event_retries_max)) {
    return settle(id, "RetriesExhausted", *result);
  }
  event.due = now + (event.attempts == 1 ? first_retry : second_retry);
  arm(event);
}

void Events::settle(const std::string& id, std::string_view condition,
                    const InvocationResult& result) {
  const EventRecord event = *events_.find(id);
  events_.erase(id);
  const Function* function = lambda_.find(event.function);
  if (function == nullptr) return;
  const bool success = condition == "Success";
  const auto tell = [&](const std::string& arn, const std::string& body) {
    if (arn.empty()) return;
    const auto sent = lambda_.outside().send(arn, body);
    if (!sent.has_value()) {
      log::warning("lambda: {}: nothing was sent to {}: {}", event.function, arn,
                   sent.error().message);
    }
  };
  const EventConfig config = event_config_of(*function, event.qualifier);
  const std::string arn =
      function_arn(lambda_.place(), event.function,
                   event.qualifier.empty() ? latest_version : std::string_view{event.qualifier});
  tell(success ? config.on_success : config.on_failure,
       destination_record(event, arn, condition, world_.clock.now(), result));
  // DEVIATION: what goes to a dead-letter queue has no message attributes (RequestID, ErrorCode,
  // ErrorMessage) here.
  if (!success) tell(function->latest.dead_letters, event.payload);
}

}  // namespace spotdrill::lambda
