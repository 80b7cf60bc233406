// Which messages of a queue can be received, and in which order. It knows no contents, no store and
// no clock: every time is said to it.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::sqs {

/// A message's position in the order in which its queue's were sent.
using Position = std::uint64_t;

struct Message {
  Instant sent;   ///< Its age counts from here.
  Instant until;  ///< Before this it is delayed or in flight. Passed, or epoch: it is visible.
  bool delayed = false;
  std::int64_t receives = 0;
  Instant first_received;
  Instant received;   ///< Last.
  std::string group;  ///< Of FIFO queues.
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (sent, until, delayed, receives, first_received, received, group))

/// What a receive takes out of the queue's order.
struct Taken {
  std::vector<Position> received;                  ///< They are in flight now.
  std::vector<std::pair<Position, Message>> dead;  ///< Received too often: they are gone from here.
};

class MessageOrder {
 public:
  using Map = std::map<Position, Message>;

  explicit MessageOrder(bool fifo) : fifo_(fifo) {}

  [[nodiscard]] const Map& all() const { return messages_; }
  [[nodiscard]] const Message* find(Position position) const;
  [[nodiscard]] bool in_flight(Position position) const { return in_flight_.contains(position); }
  [[nodiscard]] std::size_t in_flight_count() const { return in_flight_.size(); }
  [[nodiscard]] std::size_t delayed_count() const { return delayed_.size(); }
  [[nodiscard]] std::size_t visible_count() const {
    return messages_.size() - in_flight_.size() - delayed_.size();
  }
  /// Whether a receive would get anything.
  [[nodiscard]] bool ready() const { return fifo_ ? !ready_groups_.empty() : !visible_.empty(); }
  /// What is to be received next: of a FIFO queue up to `count` messages of one group.
  [[nodiscard]] std::vector<Position> next(std::size_t count) const;
  /// When the next message that is delayed or in flight becomes visible.
  [[nodiscard]] std::optional<Instant> next_visible() const;
  /// When the oldest message was sent.
  [[nodiscard]] std::optional<Instant> oldest() const;
  /// The positions of what is delayed, in order.
  [[nodiscard]] const std::set<Position>& delayed() const { return delayed_; }

  /// Puts a message into its position, as one that is visible, delayed or in flight at `now`.
  void add(Position position, Message message, Instant now);
  void erase(Position position);
  void clear();

  /// Makes visible what is due at `now`.
  void advance(Instant now);
  /// What was sent at `before` or earlier is gone; gives its positions.
  std::vector<Position> expire(Instant before);

  /// Takes up to `count` messages, which are in flight until `until`. Those that were received
  /// `receives_max` times are dead.
  Taken receive(Instant now, std::size_t count, Instant until,
                std::optional<std::int64_t> receives_max);
  /// The message stays delayed, or in flight, until `until`.
  void hold(Position position, Instant until, Instant now);

 private:
  /// The messages of one MessageGroupId.
  struct Group {
    std::set<Position> waiting;  ///< Those that are visible or delayed.
    std::size_t in_flight = 0;
    std::optional<Position> ready;  ///< As it is entered in ready_groups_.
  };
  using Groups = std::map<std::string, Group, std::less<>>;

  void enter(Position position, const Message& message, Instant now);
  void leave(Position position, const Message& message);
  void settle_group(Groups::iterator group);

  bool fifo_;
  Map messages_;
  std::set<Position> visible_;  ///< Of standard queues.
  std::set<Position> delayed_;
  std::set<Position> in_flight_;
  Groups groups_;
  std::map<Position, Groups::iterator> ready_groups_;  ///< By the position of the first in each.
  std::set<std::pair<Instant, Position>> due_;         ///< Of what is delayed or in flight.
  std::set<std::pair<Instant, Position>> ages_;
};

}  // namespace spotdrill::sqs
