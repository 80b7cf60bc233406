// Message movement tasks: what brings dead letters back.
#include <algorithm>

#include "services/sqs/sqs.hpp"

namespace spotdrill::sqs {
namespace {

/// "The maximum value for messages per second is 500." As fast as it goes is not faster here.
constexpr std::int32_t moves_per_second_max = 500;

/// "Gets the most recent message movement tasks (up to 10) under a specific source queue."
constexpr std::size_t moves_kept_max = 10;

}  // namespace

std::string Sqs::start_move(MoveRecord move) {
  std::string id = world_.ids.uuid();
  const QueueRecord& source = *find_arn(move.source);
  move.started = now();
  move.status = "RUNNING";
  move.to_move = static_cast<std::int64_t>(messages(source.name).order().visible_count());
  const std::string from = move.source;
  moves_.put(id, std::move(move));
  forget_moves(from);
  timers_.set("move/" + id, now(), [this, id] { move_some(id); });
  return id;
}

void Sqs::cancel_move(const std::string& id) {
  timers_.cancel("move/" + id);
  moves_.edit(id).status = "CANCELLED";
}

void Sqs::forget_moves(const std::string& source) {
  std::vector<std::pair<Instant, std::string>> over;
  for (const auto& [id, move] : moves_.all()) {
    if (move.source == source && move.status != "RUNNING") over.emplace_back(move.started, id);
  }
  std::ranges::sort(over, std::greater{});
  for (std::size_t i = moves_kept_max - 1; i < over.size(); ++i) moves_.erase(over[i].second);
}

void Sqs::move_some(const std::string& id) {
  MoveRecord& move = moves_.edit(id);
  const QueueRecord* source = find_arn(move.source);
  if (source == nullptr) {
    move.status = "FAILED";
    move.failure = "AWS.SimpleQueueService.NonExistentQueue";
    return;
  }
  const std::string name = source->name;
  const std::int32_t many = move.per_second > 0 ? move.per_second : moves_per_second_max;
  for (std::int32_t i = 0; i < many; ++i) {
    const bool more = move_one(move, name);
    if (move.status != "RUNNING") return;
    if (more) continue;
    move.status = "COMPLETED";
    return;
  }
  timers_.set("move/" + id, now() + 1s, [this, id] { move_some(id); });
}

// "Redriven messages are considered new messages with a new messageID and enqueueTime."
bool Sqs::move_one(MoveRecord& move, const std::string& source) {
  Queue& queue = messages(source);
  const std::vector<Position> first = queue.order().next(1);
  if (first.empty()) return false;
  Content content = queue.content(first[0]);
  const QueueRecord* target =
      find_arn(move.destination.empty() ? content.dead_letter_source : move.destination);
  if (target == nullptr) {
    move.status = "FAILED";
    move.failure = "AWS.SimpleQueueService.NonExistentQueue";
    return true;
  }
  queue.erase(first[0]);
  content.id = new_id();
  content.dead_letter_source.clear();
  content.receives_elsewhere = 0;
  ++move.moved;
  const std::string name = target->name;
  advance(state(name));
  put(name, {.sent = now(), .group = content.group}, content, Duration::zero());
  return true;
}

}  // namespace spotdrill::sqs
