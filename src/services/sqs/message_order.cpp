#include "services/sqs/message_order.hpp"

#include "base/assert.hpp"

namespace spotdrill::sqs {

const Message* MessageOrder::find(Position position) const {
  const auto found = messages_.find(position);
  return found == messages_.end() ? nullptr : &found->second;
}

std::optional<Instant> MessageOrder::next_visible() const {
  if (due_.empty()) return std::nullopt;
  return due_.begin()->first;
}

std::optional<Instant> MessageOrder::oldest() const {
  if (ages_.empty()) return std::nullopt;
  return ages_.begin()->first;
}

void MessageOrder::add(Position position, Message message, Instant now) {
  const auto [at, added] = messages_.emplace(position, std::move(message));
  ASSERT(added);
  ages_.emplace(at->second.sent, position);
  enter(position, at->second, now);
}

void MessageOrder::erase(Position position) {
  const auto found = messages_.find(position);
  ASSERT(found != messages_.end());
  leave(position, found->second);
  ages_.erase({found->second.sent, position});
  messages_.erase(found);
}

void MessageOrder::clear() {
  const bool fifo = fifo_;
  *this = MessageOrder{fifo};
}

void MessageOrder::enter(Position position, const Message& message, Instant now) {
  const bool visible = message.until <= now;
  if (!visible) {
    due_.emplace(message.until, position);
    (message.delayed ? delayed_ : in_flight_).insert(position);
  }
  if (!fifo_) {
    if (visible) visible_.insert(position);
    return;
  }
  const auto group = groups_.try_emplace(message.group).first;
  if (visible || message.delayed) {
    group->second.waiting.insert(position);
  } else {
    ++group->second.in_flight;
  }
  settle_group(group);
}

void MessageOrder::leave(Position position, const Message& message) {
  due_.erase({message.until, position});
  delayed_.erase(position);
  const bool was_in_flight = in_flight_.erase(position) > 0;
  if (!fifo_) {
    visible_.erase(position);
    return;
  }
  const auto group = groups_.find(message.group);
  if (was_in_flight) {
    --group->second.in_flight;
  } else {
    group->second.waiting.erase(position);
  }
  settle_group(group);
}

// "When you receive a message with a message group ID, no more messages for the same message group
// ID are returned unless you delete the message or it becomes visible."
void MessageOrder::settle_group(Groups::iterator at) {
  Group& group = at->second;
  std::optional<Position> ready;
  if (group.in_flight == 0 && !group.waiting.empty() &&
      !delayed_.contains(*group.waiting.begin())) {
    ready = *group.waiting.begin();
  }
  if (ready != group.ready) {
    if (group.ready) ready_groups_.erase(*group.ready);
    if (ready) ready_groups_.emplace(*ready, at);
    group.ready = ready;
  }
  if (group.in_flight == 0 && group.waiting.empty()) groups_.erase(at);
}

void MessageOrder::advance(Instant now) {
  while (!due_.empty() && due_.begin()->first <= now) {
    const Position position = due_.begin()->second;
    const Message& message = messages_.at(position);
    leave(position, message);
    enter(position, message, now);
  }
}

std::vector<Position> MessageOrder::expire(Instant before) {
  std::vector<Position> expired;
  while (!ages_.empty() && ages_.begin()->first <= before) {
    expired.push_back(ages_.begin()->second);
    erase(expired.back());
  }
  return expired;
}

// "Amazon SQS first attempts to return as many messages with the same message group ID as
// possible."
std::vector<Position> MessageOrder::next(std::size_t count) const {
  if (!ready()) return {};
  if (!fifo_) return {*visible_.begin()};
  std::vector<Position> row;
  for (const Position position : ready_groups_.begin()->second->second.waiting) {
    if (row.size() == count || delayed_.contains(position)) break;
    row.push_back(position);
  }
  return row;
}

Taken MessageOrder::receive(Instant now, std::size_t count, Instant until,
                            std::optional<std::int64_t> receives_max) {
  Taken taken;
  while (taken.received.size() < count && ready()) {
    for (const Position position : next(count - taken.received.size())) {
      Message& message = messages_.at(position);
      if (receives_max && message.receives >= *receives_max) {
        taken.dead.emplace_back(position, message);
        erase(position);
        continue;
      }
      leave(position, message);
      if (message.receives++ == 0) message.first_received = now;
      message.received = now;
      message.delayed = false;
      message.until = until;
      taken.received.push_back(position);
    }
  }
  // Only now: what is in flight for no time at all is not received twice.
  for (const Position position : taken.received) enter(position, messages_.at(position), now);
  return taken;
}

void MessageOrder::hold(Position position, Instant until, Instant now) {
  Message& message = messages_.at(position);
  leave(position, message);
  message.until = until;
  enter(position, message, now);
}

}  // namespace spotdrill::sqs
