// Message movement tasks: what brings dead letters back.
#include <algorithm>
#include <functional>

#include "services/sqs/sqs.hpp"

namespace spotdrill::sqs {
namespace {

/// "Gets the most recent message movement tasks (up to 10) under a specific source queue."
constexpr std::size_t moves_kept_max = 10;

/// A queue that it needs is gone.
void fail_move(MoveRecord& move) {
  move.status = "FAILED";
  move.failure = "AWS.SimpleQueueService.NonExistentQueue";
}

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

std::vector<std::string> Sqs::moves_of(std::string_view source) const {
  std::vector<std::pair<Instant, std::string>> newest;
  for (const auto& [id, move] : moves_.all()) {
    if (move.source == source) newest.emplace_back(move.started, id);
  }
  std::ranges::sort(newest, std::greater{});
  std::vector<std::string> ids;
  for (auto& [started, id] : newest) ids.push_back(std::move(id));
  return ids;
}

void Sqs::forget_moves(const std::string& source) {
  std::size_t over = 0;
  for (const std::string& id : moves_of(source)) {
    if (moves_.find(id)->status == "RUNNING") continue;
    if (++over >= moves_kept_max) moves_.erase(id);
  }
}

void Sqs::move_some(const std::string& id) {
  MoveRecord& move = moves_.edit(id);
  const QueueRecord* source = find_arn(move.source);
  if (source == nullptr) return fail_move(move);
  const std::string name = source->name;
  // As fast as it goes is not faster here.
  const std::int32_t many = move.per_second > 0 ? move.per_second : moves_per_second_max;
  for (std::int32_t i = 0; i < many; ++i) {
    if (!move_one(move, name)) return;
  }
  timers_.set("move/" + id, now() + 1s, [this, id] { move_some(id); });
}

// "Redriven messages are considered new messages with a new messageID and enqueueTime."
bool Sqs::move_one(MoveRecord& move, const std::string& source) {
  Queue& queue = messages(source);
  const std::vector<Position> first = queue.order().next(1);
  if (first.empty()) {
    move.status = "COMPLETED";
    return false;
  }
  Content content = queue.content(first[0]);
  const QueueRecord* target =
      find_arn(move.destination.empty() ? content.dead_letter_source : move.destination);
  if (target == nullptr) {
    fail_move(move);
    return false;
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
