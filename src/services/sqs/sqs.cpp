#include "services/sqs/sqs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/sqs/errors.hpp"
#include "services/sqs/receipts.hpp"

namespace spotdrill::sqs {
namespace {

/// What a queue's URL names.
struct QueueAddress {
  std::string_view account;
  std::string_view name;
};

/// "https://sqs.us-east-1.amazonaws.com/123456789012/NAME"; nothing of what is no such URL. Which
/// host it names does not matter: the request has come here.
std::optional<QueueAddress> read_address(std::string_view url) {
  constexpr std::string_view separator = "://";
  const std::size_t scheme = url.find(separator);
  if (scheme == std::string_view::npos) return std::nullopt;
  url.remove_prefix(scheme + separator.size());
  const std::size_t account = url.find('/');
  if (account == std::string_view::npos) return std::nullopt;
  const std::size_t name = url.find('/', account + 1);
  if (name == std::string_view::npos || name + 1 == url.size()) return std::nullopt;
  return QueueAddress{url.substr(account + 1, name - account - 1), url.substr(name + 1)};
}

}  // namespace

Sqs::Sqs(World& world, Place place)
    : world_(world),
      place_(std::move(place)),
      queues_(world.store, "sqs.queues", place_.region),
      deleted_(world.store, "sqs.deleted", place_.region),
      moves_(world.store, "sqs.moves", place_.region),
      timers_(world.scheduler) {
  for (const auto& [name, queue] : queues_.all()) make_state(queue);
  for (const auto& [id, move] : moves_.all()) {
    if (move.status == "RUNNING") timers_.set("move/" + id, now(), [this, id] { move_some(id); });
  }
}

Sqs::~Sqs() = default;

void Sqs::make_state(const QueueRecord& queue) {
  State made;
  made.name = queue.name;
  made.id = queue.id;
  made.settings = settings_of(queue.attributes);
  // By its id: a queue that is made anew has none of the old one's messages.
  made.messages = std::make_unique<Queue>(world_.store, place_.region + "/" + queue.id,
                                          made.settings.fifo, now());
  arm(states_.insert_or_assign(queue.name, std::move(made)).first->second);
}

std::string Sqs::url(std::string_view queue) const {
  return fmt::format("https://sqs.{}.amazonaws.com/{}/{}", place_.region, place_.account, queue);
}

const QueueRecord* Sqs::find_arn(std::string_view arn) const {
  const std::string prefix = place_.arn("sqs", "");
  return arn.starts_with(prefix) ? find(arn.substr(prefix.size())) : nullptr;
}

Result<const QueueRecord*> Sqs::of_url(const std::string& url) const {
  const auto address = read_address(url);
  if (!address) return invalid_address(url);
  const QueueRecord* queue = address->account == place_.account ? find(address->name) : nullptr;
  if (queue == nullptr) return queue_does_not_exist();
  return queue;
}

const Settings& Sqs::settings(std::string_view name) const {
  return states_.find(name)->second.settings;
}

bool Sqs::deleted_recently(std::string_view name) const {
  const DeletedRecord* record = deleted_.find(name);
  return record != nullptr && now() < record->at + settling_time;
}

const QueueRecord& Sqs::make_queue(QueueRecord queue) {
  queue.id = world_.ids.uuid();
  queue.created = queue.modified = now();
  deleted_.erase(queue.name);
  std::string name = queue.name;
  const QueueRecord& made = queues_.put(std::move(name), std::move(queue));
  make_state(made);
  return made;
}

void Sqs::delete_queue(const std::string& name) {
  const auto found = states_.find(name);
  timers_.cancel("queue/" + name);
  found->second.messages->erase_all();
  auto waiters = std::move(found->second.waiters);
  states_.erase(found);
  queues_.erase(name);
  deleted_.put(name, {.at = now()});
  for (auto& [id, waiter] : waiters) answer(std::move(waiter.reply), queue_does_not_exist());
  std::vector<std::string> old;
  for (const auto& [each, record] : deleted_.all()) {
    if (record.at + settling_time <= now()) old.push_back(each);
  }
  for (const std::string& each : old) deleted_.erase(each);
}

// "For standard queues, the per-queue delay setting is not retroactive … For FIFO queues, the
// per-queue delay setting is retroactive".
void Sqs::set_attributes(const std::string& name, const Attributes& attributes) {
  QueueRecord& record = queues_.edit(name);
  for (const auto& [attribute, value] : attributes) {
    if (value.empty()) {
      record.attributes.erase(attribute);
    } else {
      record.attributes[attribute] = value;
    }
  }
  record.modified = now();
  State& queue = state(name);
  const Duration delay = queue.settings.delay;
  queue.settings = settings_of(record.attributes);
  if (queue.settings.fifo && queue.settings.delay != delay) {
    queue.messages->delay_all(queue.settings.delay, now());
  }
  changed(name);
}

Queue& Sqs::messages(std::string_view name) {
  State& queue = state(name);
  advance(queue);
  return *queue.messages;
}

void Sqs::advance(State& queue) const {
  queue.messages->advance(now(), queue.settings.retention);
}

Position Sqs::put(const std::string& name, Message message, const Content& content,
                  Duration delay) {
  State& queue = state(name);
  message.until = delay > Duration::zero() ? message.sent + delay : Instant{};
  message.delayed = delay > Duration::zero();
  const Position position = queue.messages->put(std::move(message), content, now());
  serve(queue);
  arm(queue);
  return position;
}

void Sqs::receive(const std::string& name, Receive request, ReceiveReply reply) {
  State& queue = state(name);
  advance(queue);
  auto taken = take(queue, request);
  const bool nothing = taken.has_value() && taken->empty();
  if (!nothing || request.wait <= Duration::zero()) return reply(std::move(taken));
  const std::uint64_t id = next_waiter_++;
  const Instant end = now() + request.wait;
  queue.ends.emplace(end, id);
  queue.waiters.emplace(id, Waiter{std::move(request), end, std::move(reply)});
  arm(queue);
}

void Sqs::changed(const std::string& name) {
  State& queue = state(name);
  advance(queue);
  serve(queue);
  arm(queue);
}

Result<std::vector<Received>> Sqs::take(State& queue, const Receive& request) {
  if (auto again = repeat(queue, request)) return *std::move(again);
  const std::size_t in_flight = queue.messages->order().in_flight_count();
  if (in_flight >= in_flight_max) {
    // "For FIFO queues … Amazon SQS returns no error messages", nor to long polls.
    if (queue.settings.fifo || request.wait > Duration::zero()) return std::vector<Received>{};
    // DEVIATION: AWS's message is not known to us.
    return over_limit("The maximum number of in flight messages is reached.");
  }
  // Where dead letters would go to is not there: they stay, as all others do.
  const auto& redrive = queue.settings.redrive;
  std::optional<std::int64_t> receives_max;
  if (redrive && find_arn(redrive->target) != nullptr) receives_max = redrive->receives_max;
  std::vector<std::pair<Message, Content>> dead;
  const auto positions =
      queue.messages->receive(now(), std::min(request.count, in_flight_max - in_flight),
                              now() + request.visibility, receives_max, dead);
  if (!dead.empty()) bury(queue, dead);
  if (queue.settings.fifo && !request.attempt.empty() && !positions.empty()) {
    Attempt attempt{.at = now(), .messages = {}};
    for (const Position position : positions) {
      attempt.messages.emplace_back(position, queue.messages->order().find(position)->receives);
    }
    queue.messages->note_attempt(request.attempt, std::move(attempt));
  }
  return render(queue, positions);
}

std::vector<Received> Sqs::render(const State& queue,
                                  const std::vector<Position>& positions) const {
  std::vector<Received> received;
  for (const Position position : positions) {
    const Message& message = *queue.messages->order().find(position);
    received.push_back({.position = position,
                        .message = message,
                        .content = queue.messages->content(position),
                        .handle = receipt_handle(queue.id, {position, message.receives})});
  }
  return received;
}

// "During a visibility timeout, subsequent calls with the same ReceiveRequestAttemptId return the
// same messages and receipt handles. If a retry occurs within the deduplication interval, it resets
// the visibility timeout."
// DEVIATION: attempts are forgotten by a server that is started anew.
std::optional<std::vector<Received>> Sqs::repeat(State& queue, const Receive& request) {
  if (request.attempt.empty()) return std::nullopt;
  const Attempt* attempt = queue.messages->attempt(request.attempt);
  if (attempt == nullptr) return std::nullopt;
  const MessageOrder& order = queue.messages->order();
  std::vector<Position> positions;
  for (const auto& [position, receives] : attempt->messages) {
    if (!order.in_flight(position) || order.find(position)->receives != receives) {
      return std::nullopt;
    }
    positions.push_back(position);
  }
  for (const Position position : positions) {
    queue.messages->hold(position, now() + request.visibility, now());
  }
  return render(queue, positions);
}

// "For standard queues, … when a message is moved to a dead-letter queue, the enqueue timestamp is
// unchanged. … For FIFO queues, the enqueue timestamp resets."
void Sqs::bury(const State& from, const std::vector<std::pair<Message, Content>>& dead) {
  const std::string target = find_arn(from.settings.redrive->target)->name;
  const bool fifo = from.settings.fifo;
  const std::string source = arn(from.name);
  advance(state(target));
  for (const auto& [message, content] : dead) {
    Content moved = content;
    moved.dead_letter_source = source;
    moved.receives_elsewhere += message.receives;
    put(target,
        {.sent = fifo ? now() : message.sent,
         .first_received = message.first_received,
         .group = message.group},
        moved, Duration::zero());
  }
}

void Sqs::serve(State& queue) {
  while (!queue.waiters.empty() && queue.messages->order().ready()) {
    // Out of the queue's hands first: a dead letter may lead back here.
    auto first = queue.waiters.extract(queue.waiters.begin());
    queue.ends.erase({first.mapped().end, first.key()});
    auto taken = take(queue, first.mapped().request);
    if (taken.has_value() && taken->empty()) {
      // Nothing but dead letters, or as much in flight as may be: it waits on.
      queue.ends.emplace(first.mapped().end, first.key());
      queue.waiters.insert(std::move(first));
      return;
    }
    answer(std::move(first.mapped().reply), std::move(taken));
  }
}

void Sqs::end_waits(State& queue) {
  while (!queue.ends.empty() && queue.ends.begin()->first <= now()) {
    auto waiter = queue.waiters.extract(queue.ends.begin()->second);
    queue.ends.erase(queue.ends.begin());
    answer(std::move(waiter.mapped().reply), std::vector<Received>{});
  }
}

// Later: whoever is answered may call again, while this is about a queue that it then changes.
void Sqs::answer(ReceiveReply reply, Result<std::vector<Received>> result) {
  world_.scheduler.at(now(), [reply = std::move(reply), result = std::move(result)]() mutable {
    reply(std::move(result));
  });
}

// One timer for each queue. It may ring for nothing: what it was for may have gone meanwhile.
void Sqs::arm(State& queue) {
  const MessageOrder& order = queue.messages->order();
  std::optional<Instant> next;
  const auto consider = [&](std::optional<Instant> at) {
    if (at && (!next || *at < *next)) next = at;
  };
  if (const auto oldest = order.oldest()) consider(*oldest + queue.settings.retention);
  if (!queue.waiters.empty()) {
    consider(queue.ends.begin()->first);
    consider(order.next_visible());
  }
  if (!next || (queue.armed && *queue.armed <= *next)) return;
  queue.armed = next;
  timers_.set("queue/" + queue.name, *next, [this, name = queue.name] {
    State& rung = state(name);
    rung.armed.reset();
    advance(rung);
    serve(rung);
    end_waits(rung);
    arm(rung);
  });
}

}  // namespace spotdrill::sqs

template class spotdrill::Table<spotdrill::sqs::QueueRecord>;
template class spotdrill::Table<spotdrill::sqs::DeletedRecord>;
template class spotdrill::Table<spotdrill::sqs::MoveRecord>;
