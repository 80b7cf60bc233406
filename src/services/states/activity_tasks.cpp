#include "services/states/activity_tasks.hpp"

#include <algorithm>
#include <utility>

namespace spotdrill::states {

void ActivityTasks::add(const std::string& activity, Task task) {
  auto& pollers = pollers_[activity];
  if (pollers.empty()) {
    tasks_[activity].push_back(std::move(task));
    return;
  }
  const Poller poller = std::move(pollers.front());
  pollers.pop_front();
  timers_.cancel(std::to_string(poller.id));
  taken_(task, poller.name);
  poller.worker(&task);
}

void ActivityTasks::withdraw(const std::string& activity, const std::string& execution,
                             std::uint64_t task) {
  std::erase_if(tasks_[activity],
                [&](const Task& each) { return each.execution == execution && each.task == task; });
}

bool ActivityTasks::poll(const std::string& activity, std::string worker_name, Worker worker) {
  auto& tasks = tasks_[activity];
  if (!tasks.empty()) {
    const Task task = std::move(tasks.front());
    tasks.pop_front();
    taken_(task, worker_name);
    worker(&task);
    return true;
  }
  auto& pollers = pollers_[activity];
  if (pollers.size() >= pollers_max) return false;
  const std::uint64_t id = next_poller_++;
  pollers.push_back({.id = id, .name = std::move(worker_name), .worker = std::move(worker)});
  timers_.set(std::to_string(id), world_.clock.now() + poll_duration, [this, activity, id] {
    auto& waiting = pollers_[activity];
    const auto found = std::ranges::find(waiting, id, &Poller::id);
    if (found == waiting.end()) return;
    const Worker gone = std::move(found->worker);
    waiting.erase(found);
    gone(nullptr);
  });
  return true;
}

void ActivityTasks::dismiss() {
  timers_.clear();
  for (const auto& [activity, waiting] : std::exchange(pollers_, {})) {
    for (const Poller& poller : waiting) poller.worker(nullptr);
  }
}

}  // namespace spotdrill::states
