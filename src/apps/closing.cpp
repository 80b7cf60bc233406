#include "apps/closing.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "apps/serve_options.hpp"
#include "base/log.hpp"

namespace spotdrill::apps {
namespace {

/// For the kernel to take killed processes away.
constexpr std::chrono::seconds kill_time{5};

}  // namespace

Closing::Closing(boost::asio::io_context& loop, ProcessHost& host, ec2::Ec2Service& ec2)
    : loop_(loop), host_(host), ec2_(ec2), timer_(loop) {
  for (std::string& id : host.living()) alive_.insert(std::move(id));
}

void Closing::begin(double rate) {
  host_.set_listener(*this);
  const auto grace =
      std::chrono::duration_cast<Duration>(std::chrono::duration<double>(closing_grace) * rate);
  const std::set<std::string> ids = alive_;
  for (const std::string& id : ids) {
    host_.thaw(id);
    host_.shut_down(id, grace);
  }
  give_up_after(closing_grace + std::chrono::seconds{1});
  stop_when_done();
}

void Closing::give_up_after(std::chrono::seconds time) {
  timer_.expires_after(time);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    if (!hurrying_) return hurry();
    for (const std::string& id : alive_) log::error("{} could not be ended", id);
    loop_.stop();
  });
}

void Closing::hurry() {
  if (hurrying_) return;
  hurrying_ = true;
  const std::set<std::string> ids = alive_;
  for (const std::string& id : ids) host_.kill(id);
  give_up_after(kill_time);
  stop_when_done();
}

void Closing::instance_ended(const std::string& instance_id) {
  alive_.erase(instance_id);
  // What a reset has forgotten is no root volume of anybody's.
  if (ec2_.find_region_of(instance_id) == nullptr) host_.discard(instance_id);
  stop_when_done();
}

void Closing::stop_when_done() {
  if (!alive_.empty()) return;
  timer_.cancel();
  // Not from inside: what this turn has changed is still to be committed.
  boost::asio::post(loop_, [this] { loop_.stop(); });
}

}  // namespace spotdrill::apps
