// A turn of the event loop: what its events changed is committed once, then their replies leave.
// Not a scheduler: it only says when what was decided may be told.
#pragma once

#include <functional>
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

class Turn {
 public:
  explicit Turn(Store& store) : store_(store) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  /// Runs `action` once everything that this turn has changed is durable: at once when nothing
  /// was changed.
  void after_commit(std::function<void()> action);

  /// Runs the loop until it is stopped or has nothing left to wait for.
  void run(boost::asio::io_context& loop);

  /// Commits and lets the replies go. `run` calls it at the end of every turn.
  void end();

 private:
  Store& store_;
  std::vector<std::function<void()>> held_;
};

}  // namespace spotdrill::http
