// The journal over HTTP: facts since a number, at once or when there are some.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "apps/admin.hpp"
#include "apps/replies.hpp"
#include "base/iso8601.hpp"

namespace spotdrill::apps {
namespace {

using protocol::HttpResponse;

json::object to_json(const Fact& fact) {
  json::object object;
  object.emplace("sequence", fact.sequence);
  object.emplace("at", fact.at.time_since_epoch().count());
  object.emplace("time", iso8601_millis(fact.at));
  object.emplace("region", fact.region);
  object.emplace("resource", fact.resource);
  object.emplace("kind", fact.kind);
  object.emplace("details", fact.details);
  return object;
}

template <class Number>
Number number_of(const std::optional<std::string>& text, Number otherwise) {
  Number value = otherwise;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

}  // namespace

HttpResponse Admin::facts_since(std::uint64_t since, std::string_view resource) const {
  json::array facts;
  std::uint64_t last = since;
  const auto& all = world_.journal.facts();
  const auto first = std::ranges::upper_bound(all, since, {}, &Fact::sequence);
  for (auto fact = first; fact != all.end() && facts.size() < journal_reply_facts_max; ++fact) {
    last = fact->sequence;
    if (resource.empty() || fact->resource == resource) facts.emplace_back(to_json(*fact));
  }
  json::object object;
  object.emplace("facts", std::move(facts));
  object.emplace("next", last);
  object.emplace("now", world_.clock.now().time_since_epoch().count());
  object.emplace("skipped", skipped().count());
  return json_reply(std::move(object));
}

void Admin::wait_for_clock(std::string_view query, const http::Responder& respond) {
  const auto wait = query_parameter(query, "wait");
  if (!wait || time_followers_ == nullptr) return respond(clock());
  TimeFollowers::Wait waits{
      .real = std::chrono::milliseconds{
          std::clamp(number_of<std::int64_t>(wait, 0), std::int64_t{0}, std::int64_t{60'000})}};
  if (const auto text = query_parameter(query, "until")) {
    waits.until = Instant{Duration{number_of<Duration::rep>(text, 0)}};
  }
  waits.before_moves = query_parameter(query, "before-moves") == "1";
  time_followers_->wait(waits, respond);
}

void Admin::journal(std::string_view query, const http::Responder& respond) {
  const std::uint64_t since = number_of<std::uint64_t>(query_parameter(query, "since"), 0);
  const std::string resource = query_parameter(query, "resource").value_or("");
  const auto& all = world_.journal.facts();
  const auto first = std::ranges::upper_bound(all, since, {}, &Fact::sequence);
  const bool some = std::any_of(first, all.end(), [&](const Fact& fact) {
    return resource.empty() || fact.resource == resource;
  });
  const auto wait = std::min<std::chrono::seconds>(
      std::chrono::seconds{number_of<std::int32_t>(query_parameter(query, "wait"), 0)},
      journal_wait_max);
  if (some || wait <= std::chrono::seconds{0} || waiters_.size() >= journal_waiters_max) {
    return respond(facts_since(since, resource));
  }
  const std::uint64_t id = next_waiter_++;
  waiters_.push_back({.id = id, .since = since, .resource = resource, .respond = respond});
  // The wait is real time, the timer drill time.
  const auto until = std::chrono::duration_cast<Duration>(
      std::chrono::duration<double>(static_cast<double>(wait.count()) * world_.clock.rate()));
  timers_.set(fmt::format("journal-{}", id), world_.clock.now() + until,
              [this, id] { answer_waiter(id); });
}

void Admin::fact_appended(const Fact& fact) {
  if (time_followers_ != nullptr) time_followers_->note();
  for (const Waiter& waiter : waiters_) {
    if (!waiter.resource.empty() && waiter.resource != fact.resource) continue;
    // In an event of its own: the facts that belong together come in one reply.
    timers_.set(fmt::format("journal-{}", waiter.id), world_.clock.now(),
                [this, id = waiter.id] { answer_waiter(id); });
  }
  if (fact.kind == "instance-state-change") {
    const std::string_view state = string_at(fact.details, "state");
    if (state == "terminated" || state == "stopped") followers_.ended(fact.resource);
  }
}

void Admin::answer_waiter(std::uint64_t id) {
  const auto found = std::ranges::find(waiters_, id, &Waiter::id);
  if (found == waiters_.end()) return;
  const Waiter waiter = std::move(*found);
  waiters_.erase(found);
  waiter.respond(facts_since(waiter.since, waiter.resource));
}

}  // namespace spotdrill::apps
