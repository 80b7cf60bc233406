// `--speed auto`: moves drill time ahead while every process of every instance waits. Real time is
// drill time otherwise, so that work takes as long as it takes.
#pragma once

#include <functional>
#include <memory>

#include "host/asio_scheduler.hpp"
#include "host/instance_watch.hpp"
#include "host/real_clock.hpp"
#include "host/shared_time.hpp"
#include "host/skip_decision.hpp"

namespace spotdrill {

class TimeSkipper {
 public:
  struct World {
    RealClock& clock;
    AsioScheduler& scheduler;
    SharedTime& shared;
    InstanceWatch& instances;
    std::function<Follower(bool idle)> follower;  ///< Asked before each decision.
  };

  /// Looks from now on. All of `world` outlives it.
  TimeSkipper(boost::asio::io_context& loop, World world);
  ~TimeSkipper();
  TimeSkipper(const TimeSkipper&) = delete;
  TimeSkipper& operator=(const TimeSkipper&) = delete;

 private:
  struct Timer;
  using Real = std::chrono::steady_clock::time_point;

  void look_in(Nanoseconds span);
  void look();
  [[nodiscard]] Look see(const Activity& activity, const ProgramWaits& waits) const;
  bool still_waits(const Activity& activity);
  void pass_over(Nanoseconds span);

  World world_;
  std::shared_ptr<Timer> timer_;
  Nanoseconds processor_time_{0};
  std::uint32_t clock_looks_ = 0;
  Real looked_at_;
  Real moved_at_;
};

}  // namespace spotdrill
