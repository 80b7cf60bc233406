// The messages of one queue, durable: their order and state in memory and in the store, what they
// say in the store only, so that a queue of any length needs little memory.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/store.hpp"
#include "services/sqs/message_order.hpp"
#include "services/sqs/records.hpp"

namespace spotdrill::sqs {

/// "The message deduplication interval": a duplicate within it is accepted and not delivered; a
/// receive request that is attempted again within it gets the same messages.
inline constexpr Duration deduplication_time = 5min;

/// What a receive gave, to be given again to the same ReceiveRequestAttemptId.
struct Attempt {
  Instant at;
  std::vector<std::pair<Position, std::int64_t>> messages;  ///< With their counts of receives.
};

class Queue final : public StoreParticipant {
 public:
  /// Reads the rows of `scope`, which is the queue's own. `store` outlives it.
  Queue(Store& store, std::string scope, bool fifo, Instant now);
  ~Queue() override { store_.leave(*this); }
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  [[nodiscard]] const MessageOrder& order() const { return order_; }
  [[nodiscard]] Content content(Position position) const;

  /// Puts a message behind all others.
  Position put(Message message, const Content& content, Instant now);
  void erase(Position position);
  /// Every message goes.
  void purge();
  /// So does what is remembered of duplicates: the queue itself goes.
  void erase_all();

  /// Brings everything up to `now`: what is due is visible, what is too old is gone.
  void advance(Instant now, Duration retention);
  /// As MessageOrder has it, with the contents of the dead.
  std::vector<Position> receive(Instant now, std::size_t count, Instant until,
                                std::optional<std::int64_t> receives_max,
                                std::vector<std::pair<Message, Content>>& dead);
  void hold(Position position, Instant until, Instant now);
  /// Changes until when what is delayed is: `delay` after it was sent.
  void delay_all(Duration delay, Instant now);

  /// The message that was sent under this deduplication key, within its time.
  [[nodiscard]] const Duplicate* duplicate(std::string_view key) const;
  void remember(std::string key, Duplicate duplicate);

  [[nodiscard]] const Attempt* attempt(std::string_view id) const;
  void note_attempt(const std::string& id, Attempt attempt);

  void flush() override;
  void clear() override;

 private:
  void touch(Position position);
  void forget(Position position);
  void forget_old(Instant before);

  Store& store_;
  std::string scope_;
  MessageOrder order_;
  Position last_ = 0;
  std::set<Position> changed_;
  std::map<std::string, Duplicate, std::less<>> duplicates_;
  std::set<std::pair<Instant, std::string>> duplicate_ages_;
  std::map<std::string, Attempt, std::less<>> attempts_;
  std::set<std::pair<Instant, std::string>> attempt_ages_;
};

}  // namespace spotdrill::sqs
