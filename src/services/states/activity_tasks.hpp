// Activities' tasks: those that wait for a worker, and the workers that wait for a task.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>

#include "engine/timers.hpp"
#include "engine/world.hpp"

namespace spotdrill::states {

/// "The maximum time the service holds on to the request before responding is 60 seconds."
inline constexpr std::chrono::seconds poll_duration{60};

/// "Maximum number of pollers: 1,000 for each activity."
inline constexpr std::size_t pollers_max = 1'000;

class ActivityTasks {
 public:
  struct Task {
    std::string execution;  ///< Key.
    std::uint64_t task = 0;
    std::string token;
    std::string input;
  };
  /// Given null when there was nothing in time.
  using Worker = std::function<void(const Task*)>;
  /// Told that a worker took the task.
  using Taken = std::function<void(const Task&, const std::string& worker_name)>;

  ActivityTasks(World& world, Taken taken)
      : world_(world), taken_(std::move(taken)), timers_(world.scheduler) {}

  /// A task of the activity: the worker that has waited longest gets it.
  void add(const std::string& activity, Task task);

  /// Nobody waits for the task any more.
  void withdraw(const std::string& activity, const std::string& execution, std::uint64_t task);

  /// The next task of the activity, now or as it comes. False: too many wait already.
  bool poll(const std::string& activity, std::string worker_name, Worker worker);

  /// Whoever waits for a task gets none.
  void dismiss();

 private:
  struct Poller {
    std::uint64_t id = 0;
    std::string name;
    Worker worker;
  };

  World& world_;
  Taken taken_;
  std::map<std::string, std::deque<Task>> tasks_;
  std::map<std::string, std::deque<Poller>> pollers_;
  std::uint64_t next_poller_ = 1;
  Timers timers_;
};

}  // namespace spotdrill::states
