// A turn of the event loop: what its events changed is committed once, then their replies leave.
// Not a scheduler: it only says when what was decided may be told. Where the disk takes nothing,
// replies are held for a while, then refused.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

// Asio is included by few files; naming its loop is enough here.
namespace boost::asio {
class io_context;
}

namespace spotdrill {
class Store;
}

namespace spotdrill::http {

/// Events that one turn takes up at most before it commits, so that a flood of requests cannot
/// hold back the replies of the first ones.
inline constexpr int turn_events_max = 256;

/// How long it takes up more of them: an execution's loop is events of some milliseconds each.
inline constexpr std::chrono::milliseconds turn_time_max{10};

/// How long replies are held while the disk takes nothing, so that whoever fills it can be ended
/// first. Less than the clients' own time limits.
inline constexpr std::chrono::milliseconds reply_hold_max{5'000};

/// How often a commit is tried again meanwhile.
inline constexpr std::chrono::milliseconds commit_retry_interval{50};

class Turn {
 public:
  /// What a reply waits for: true when everything is durable, false when it did not become so.
  using Action = std::function<void(bool durable)>;

  explicit Turn(Store& store, std::chrono::milliseconds hold_max = reply_hold_max)
      : store_(store), hold_max_(hold_max) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  /// Runs `action` once everything that this turn has changed is durable: at once when nothing
  /// was changed. With false when the disk took nothing for too long.
  void after_commit(Action action);

  /// Runs the loop until it is stopped or has nothing left to wait for.
  void run(boost::asio::io_context& loop);

  /// Commits and lets the replies go. `run` calls it at the end of every turn.
  void end();

 private:
  using SteadyInstant = std::chrono::steady_clock::time_point;

  void let_go(bool durable);

  Store& store_;
  std::chrono::milliseconds hold_max_;
  std::vector<Action> held_;
  std::optional<SteadyInstant> stuck_since_;  // The disk has taken nothing since then.
  SteadyInstant next_try_;
};

}  // namespace spotdrill::http
