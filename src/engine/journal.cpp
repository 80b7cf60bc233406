#include "engine/journal.hpp"

#include <fmt/format.h>

#include "engine/store.hpp"

namespace spotdrill {
namespace {

constexpr std::string_view table = "journal";

std::string key_of(std::uint64_t sequence) {
  return fmt::format("{:016}", sequence);
}

}  // namespace

Journal::Journal(Store& store) : store_(store) {
  for (const Row& row : store.load(table, "")) {
    const auto parsed = parse_json(row.value);
    if (!parsed.has_value() || !parsed->is_object()) continue;
    const json::object& object = parsed->get_object();
    Fact fact;
    fact.sequence = std::strtoull(row.key.c_str(), nullptr, 10);
    fact.at = Instant{Duration{object.at("at").to_number<std::int64_t>()}};
    fact.region = string_at(object, "region");
    fact.resource = string_at(object, "resource");
    fact.kind = string_at(object, "kind");
    fact.details = object.at("details").as_object();
    next_sequence_ = fact.sequence + 1;
    facts_.push_back(std::move(fact));
  }
}

const Fact& Journal::append(Instant at, std::string region, std::string resource, std::string kind,
                            json::object details) {
  if (facts_.size() >= journal_facts_max) {
    store_.erase(table, "", key_of(facts_.front().sequence));
    facts_.pop_front();
  }
  const Fact& fact =
      facts_.emplace_back(Fact{next_sequence_++, at, std::move(region), std::move(resource),
                               std::move(kind), std::move(details)});
  store_.put(table, "", key_of(fact.sequence),
             to_text(json::object{{"at", fact.at.time_since_epoch().count()},
                                  {"region", fact.region},
                                  {"resource", fact.resource},
                                  {"kind", fact.kind},
                                  {"details", fact.details}}));
  store_.mark_changed();
  for (const Listener& listener : listeners_) listener(fact);
  return fact;
}

void Journal::clear() {
  facts_.clear();
  next_sequence_ = 1;
}

}  // namespace spotdrill
