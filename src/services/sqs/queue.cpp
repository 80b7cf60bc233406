#include "services/sqs/queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/assert.hpp"
#include "store/record.hpp"

namespace spotdrill::sqs {
namespace {

constexpr std::string_view messages_table = "sqs.messages";
constexpr std::string_view contents_table = "sqs.contents";
constexpr std::string_view duplicates_table = "sqs.duplicates";

/// So that rows are in order.
std::string key_of(Position position) {
  return fmt::format("{:016x}", position);
}

Position position_of(std::string_view key) {
  Position position = 0;
  std::from_chars(key.data(), key.data() + key.size(), position, 16);
  return position;
}

template <class Record>
std::string text_of(const Record& record) {
  return to_text(record::to_json(record));
}

template <class Record>
Record record_of(std::string_view text) {
  Record record;
  const auto parsed = parse_json(text);
  if (parsed.has_value()) record::from_json(*parsed, record);
  return record;
}

}  // namespace

Queue::Queue(Store& store, std::string scope, bool fifo, Instant now)
    : store_(store), scope_(std::move(scope)), order_(fifo) {
  for (const Row& row : store_.load(messages_table, scope_)) {
    last_ = position_of(row.key);
    order_.add(last_, record_of<Message>(row.value), now);
  }
  for (const Row& row : store_.load(duplicates_table, scope_)) {
    const auto duplicate = record_of<Duplicate>(row.value);
    duplicate_ages_.emplace(duplicate.at, row.key);
    last_ = std::max(last_, duplicate.position);
    duplicates_.emplace(row.key, duplicate);
  }
  store_.join(*this);
}

Content Queue::content(Position position) const {
  const auto text = store_.read(contents_table, scope_, key_of(position));
  ASSERT(text.has_value());
  return record_of<Content>(*text);
}

Position Queue::put(Message message, const Content& content, Instant now) {
  // By the time, so that a number is not used again after its message and the daemon have gone.
  last_ = std::max(last_ + 1, static_cast<Position>(now.time_since_epoch().count()));
  store_.put(contents_table, scope_, key_of(last_), text_of(content));
  order_.add(last_, std::move(message), now);
  touch(last_);
  return last_;
}

void Queue::erase(Position position) {
  order_.erase(position);
  forget(position);
}

void Queue::purge() {
  for (const auto& [position, message] : order_.all()) forget(position);
  order_.clear();
  attempts_.clear();
  attempt_ages_.clear();
}

void Queue::erase_all() {
  purge();
  for (const auto& [key, duplicate] : duplicates_) store_.erase(duplicates_table, scope_, key);
  duplicates_.clear();
  duplicate_ages_.clear();
}

void Queue::advance(Instant now, Duration retention) {
  order_.advance(now);
  for (const Position position : order_.expire(now - retention)) forget(position);
  forget_old(now - deduplication_time);
}

std::vector<Position> Queue::receive(Instant now, std::size_t count, Instant until,
                                     std::optional<std::int64_t> receives_max,
                                     std::vector<std::pair<Message, Content>>& dead) {
  Taken taken = order_.receive(now, count, until, receives_max);
  for (const Position position : taken.received) touch(position);
  for (auto& [position, message] : taken.dead) {
    dead.emplace_back(std::move(message), content(position));
    forget(position);
  }
  return std::move(taken.received);
}

void Queue::hold(Position position, Instant until, Instant now) {
  order_.hold(position, until, now);
  touch(position);
}

void Queue::delay_all(Duration delay, Instant now) {
  const std::set<Position> delayed = order_.delayed();
  for (const Position position : delayed) hold(position, order_.find(position)->sent + delay, now);
}

const Duplicate* Queue::duplicate(std::string_view key) const {
  const auto found = duplicates_.find(key);
  return found == duplicates_.end() ? nullptr : &found->second;
}

void Queue::remember(std::string key, Duplicate duplicate) {
  store_.put(duplicates_table, scope_, key, text_of(duplicate));
  duplicate_ages_.emplace(duplicate.at, key);
  duplicates_.insert_or_assign(std::move(key), std::move(duplicate));
}

const Attempt* Queue::attempt(std::string_view id) const {
  const auto found = attempts_.find(id);
  return found == attempts_.end() ? nullptr : &found->second;
}

void Queue::note_attempt(const std::string& id, Attempt attempt) {
  if (const auto old = attempts_.find(id); old != attempts_.end()) {
    attempt_ages_.erase({old->second.at, id});
  }
  attempt_ages_.emplace(attempt.at, id);
  attempts_.insert_or_assign(id, std::move(attempt));
}

void Queue::forget_old(Instant before) {
  while (!duplicate_ages_.empty() && duplicate_ages_.begin()->first <= before) {
    const std::string& key = duplicate_ages_.begin()->second;
    store_.erase(duplicates_table, scope_, key);
    duplicates_.erase(key);
    duplicate_ages_.erase(duplicate_ages_.begin());
  }
  while (!attempt_ages_.empty() && attempt_ages_.begin()->first <= before) {
    attempts_.erase(attempt_ages_.begin()->second);
    attempt_ages_.erase(attempt_ages_.begin());
  }
}

void Queue::touch(Position position) {
  changed_.insert(position);
  store_.mark_changed();
}

void Queue::forget(Position position) {
  changed_.erase(position);
  const std::string key = key_of(position);
  store_.erase(messages_table, scope_, key);
  store_.erase(contents_table, scope_, key);
}

void Queue::flush() {
  for (const Position position : changed_) {
    store_.put(messages_table, scope_, key_of(position), text_of(*order_.find(position)));
  }
  changed_.clear();
}

void Queue::clear() {
  order_.clear();
  changed_.clear();
  duplicates_.clear();
  duplicate_ages_.clear();
  attempts_.clear();
  attempt_ages_.clear();
}

}  // namespace spotdrill::sqs
