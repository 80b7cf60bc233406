// The cgroups of instances that have ended: removed as soon as the kernel lets go of them.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <vector>

#include "host/cgroup.hpp"

namespace spotdrill {

class RetiredCgroups {
 public:
  explicit RetiredCgroups(boost::asio::io_context& loop);
  RetiredCgroups(const RetiredCgroups&) = delete;
  RetiredCgroups& operator=(const RetiredCgroups&) = delete;

  /// Waits a tenth of a second at most for those that ended a moment ago: nobody comes back for
  /// them.
  ~RetiredCgroups();

  /// Removes it now, or within some seconds: it is in use for a moment after its last process.
  void add(const Cgroup& cgroup);

 private:
  void look_later();

  std::vector<Cgroup> waiting_;
  int looks_left_ = 0;
  boost::asio::steady_timer timer_;
  std::shared_ptr<RetiredCgroups*> alive_;
};

}  // namespace spotdrill
