#include "host/retired_cgroups.hpp"

#include <chrono>
#include <thread>

namespace spotdrill {
namespace {

/// How often, and how many times, it is tried to remove the cgroup of an instance that has ended.
constexpr std::chrono::milliseconds look_interval{10};
constexpr int looks_max = 500;

constexpr std::chrono::milliseconds last_interval{2};
constexpr int last_looks_max = 50;

}  // namespace

RetiredCgroups::RetiredCgroups(boost::asio::io_context& loop)
    : timer_(loop), alive_(std::make_shared<RetiredCgroups*>(this)) {}

RetiredCgroups::~RetiredCgroups() {
  *alive_ = nullptr;
  for (const Cgroup& cgroup : waiting_) {
    for (int looks = 0; looks < last_looks_max && !cgroup.remove(); ++looks) {
      std::this_thread::sleep_for(last_interval);
    }
  }
}

void RetiredCgroups::add(const Cgroup& cgroup) {
  if (cgroup.remove()) return;
  waiting_.push_back(cgroup);
  if (looks_left_ == 0) look_later();
  looks_left_ = looks_max;
}

void RetiredCgroups::look_later() {
  timer_.expires_after(look_interval);
  timer_.async_wait([alive = alive_](const boost::system::error_code& cancelled) {
    if (cancelled || *alive == nullptr) return;
    RetiredCgroups& self = **alive;
    std::erase_if(self.waiting_, [](const Cgroup& cgroup) { return cgroup.remove(); });
    if (self.waiting_.empty()) self.looks_left_ = 0;
    if (self.looks_left_ == 0) return self.waiting_.clear();
    --self.looks_left_;
    self.look_later();
  });
}

}  // namespace spotdrill
