// SQS in one region: its queues, who waits for messages, and what happens by itself. What its
// operations do is under operations/.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/sqs/queue.hpp"
#include "services/sqs/records.hpp"
#include "services/sqs/settings.hpp"
#include "store/table.hpp"

namespace spotdrill::sqs {

// DEVIATION: an account can have any number of queues on AWS.
inline constexpr std::size_t queues_max = 100'000;

/// "You must wait 60 seconds after deleting a queue before you can create another with the same
/// name", and "Only one PurgeQueue operation … is allowed every 60 seconds."
inline constexpr Duration settling_time = 60s;

/// "There can be a maximum of approximately 120,000 in flight messages" of a standard queue, and of
/// a FIFO queue 120,000.
inline constexpr std::size_t in_flight_max = 120'000;

/// "The maximum value for messages per second is 500": of a message movement task.
inline constexpr std::int32_t moves_per_second_max = 500;

/// What a receive asks for.
struct Receive {
  std::size_t count = 1;
  Duration visibility{};
  Duration wait{};
  std::string attempt;  ///< ReceiveRequestAttemptId; may be empty.
};

struct Received {
  Position position = 0;
  Message message;
  Content content;
  std::string handle;
};

class Sqs {
 public:
  using Queues = Table<QueueRecord>;
  using Moves = Table<MoveRecord>;
  using ReceiveReply = std::function<void(Result<std::vector<Received>>)>;

  /// Takes up what the world's store holds of the region.
  Sqs(World& world, Place place);
  ~Sqs();
  Sqs(const Sqs&) = delete;
  Sqs& operator=(const Sqs&) = delete;

  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] std::string arn(std::string_view queue) const { return place_.arn("sqs", queue); }
  [[nodiscard]] std::string url(std::string_view queue) const;
  [[nodiscard]] std::string new_id() const { return world_.ids.uuid(); }

  /// Every queue, in order of names.
  [[nodiscard]] const Queues::Map& queues() const { return queues_.all(); }
  [[nodiscard]] const QueueRecord* find(std::string_view name) const { return queues_.find(name); }
  /// Null: it is no ARN of a queue that is here.
  [[nodiscard]] const QueueRecord* find_arn(std::string_view arn) const;
  /// Errors: InvalidAddress, NonExistentQueue.
  [[nodiscard]] Result<const QueueRecord*> of_url(const std::string& url) const;
  [[nodiscard]] const Settings& settings(std::string_view name) const;
  [[nodiscard]] bool deleted_recently(std::string_view name) const;

  const QueueRecord& make_queue(QueueRecord queue);
  void delete_queue(const std::string& name);
  /// The queue's record, to be changed; not its attributes.
  QueueRecord& edit(std::string_view name) { return queues_.edit(name); }
  void set_attributes(const std::string& name, const Attributes& attributes);

  /// A queue's messages as they are now.
  Queue& messages(std::string_view name);
  /// Puts a message; whoever waits for one gets it. `delay`: before it can be received.
  Position put(const std::string& name, Message message, const Content& content, Duration delay);
  /// Answers now, or when there is a message, or after `request.wait`. Errors: OverLimit.
  void receive(const std::string& name, Receive request, ReceiveReply reply);
  /// To be called when something may have become visible otherwise than by `put`.
  void changed(const std::string& name);

  /// Message movement tasks by their ids.
  [[nodiscard]] const Moves::Map& moves() const { return moves_.all(); }
  /// The ids of those whose source is the ARN `source`, the newest first.
  [[nodiscard]] std::vector<std::string> moves_of(std::string_view source) const;
  std::string start_move(MoveRecord move);
  void cancel_move(const std::string& id);

 private:
  struct Waiter {
    Receive request;
    Instant end;
    ReceiveReply reply;
  };
  /// A queue at work.
  struct State {
    std::string name;
    std::string id;
    Settings settings;
    std::unique_ptr<Queue> messages;
    std::map<std::uint64_t, Waiter> waiters;  ///< In the order of their coming.
    std::set<std::pair<Instant, std::uint64_t>> ends;
    std::optional<Instant> armed;
  };

  void make_state(const QueueRecord& queue);
  State& state(std::string_view name) { return states_.find(name)->second; }
  void advance(State& queue) const;
  Result<std::vector<Received>> take(State& queue, const Receive& request);
  std::vector<Received> render(const State& queue, const std::vector<Position>& positions) const;
  [[nodiscard]] std::optional<std::vector<Received>> repeat(State& queue, const Receive& request);
  void bury(const State& from, const std::vector<std::pair<Message, Content>>& dead);
  void serve(State& queue);
  void end_waits(State& queue);
  void answer(ReceiveReply reply, Result<std::vector<Received>> result);
  void arm(State& queue);
  void move_some(const std::string& id);
  /// False: the task has come to its end.
  bool move_one(MoveRecord& move, const std::string& source);
  void forget_moves(const std::string& source);

  World& world_;
  Place place_;
  Queues queues_;
  Table<DeletedRecord> deleted_;
  Moves moves_;
  std::map<std::string, State, std::less<>> states_;
  std::uint64_t next_waiter_ = 1;
  Timers timers_;
};

}  // namespace spotdrill::sqs

// Their bodies are in sqs.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::sqs::QueueRecord>;
extern template class spotdrill::Table<spotdrill::sqs::DeletedRecord>;
extern template class spotdrill::Table<spotdrill::sqs::MoveRecord>;
