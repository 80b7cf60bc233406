// Who follows the drill's time from outside where it passes over waits: `spotdrill run`. It looks,
// then says how long it can do without; time does not run from under its look.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>

#include "host/real_clock.hpp"
#include "host/skip_decision.hpp"
#include "http/listener.hpp"

namespace spotdrill::apps {

/// Followers that wait at a time; the others are answered at once.
inline constexpr std::size_t time_followers_max = 16;

/// One that has not come back for so long is gone. Real time.
inline constexpr std::chrono::seconds follower_absent_after{2};

/// How much drill time may pass between two looks: a hundredth of what has passed since the first,
/// within these.
inline constexpr Duration look_step_min = std::chrono::milliseconds{250};
inline constexpr Duration look_step_max = std::chrono::seconds{2};

class TimeFollowers {
 public:
  using Reply = std::function<protocol::HttpResponse()>;

  /// `clock` outlives it. `reply` says what time it is.
  TimeFollowers(boost::asio::io_context& loop, const RealClock& clock, Reply reply);

  struct Wait {
    std::chrono::milliseconds real;
    std::optional<Instant> until = {};
    bool before_moves = false;  ///< Also whenever everything waits, before time is moved again.
  };

  /// Answers after `real` time; before that when drill time has passed over a step or reached
  /// `until`, or when something has happened and everything waits.
  void wait(const Wait& wait, http::Responder respond);

  [[nodiscard]] Duration skipped() const { return clock_.skipped(); }

  /// There is something to be looked at.
  void note() { noted_ = true; }

  /// For the decision whether time may be moved, which is about to be made. `idle`: it could be.
  Follower look(bool idle);

 private:
  /// Whether everything waits again, after time was moved.
  [[nodiscard]] bool is_before_move() const { return moved_ != clock_.skipped(); }

  struct Waiter {
    std::uint64_t id;
    Instant until;
    bool before_moves;
    http::Responder respond;
    boost::asio::steady_timer timer;
  };

  void answer(std::list<Waiter>::iterator waiter);

  boost::asio::io_context& loop_;
  const RealClock& clock_;
  Reply reply_;
  std::list<Waiter> waiters_;
  std::optional<Instant> first_;
  std::optional<std::chrono::steady_clock::time_point> seen_;
  std::uint64_t next_ = 1;
  bool noted_ = false;
  std::optional<Duration> moved_;  ///< Drill time that had been moved when one looked before it is.
};

}  // namespace spotdrill::apps
