#include "forward/calls.hpp"

#include <boost/asio/error.hpp>
#include <mutex>
#include <vector>

#include "base/assert.hpp"
#include "forward/call.hpp"

namespace spotdrill::forward {

namespace asio = boost::asio;

/// One of libcurl's sockets, which it opens and closes itself.
struct Calls::Watched {
  Watched(asio::io_context& loop, curl_socket_t socket) : descriptor(loop, socket) {}
  ~Watched() { release(); }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;

  void release() {
    if (descriptor.is_open()) descriptor.release();
  }

  asio::posix::stream_descriptor descriptor;
  int wanted = 0;
  bool reading = false;
  bool writing = false;
};

Calls::Calls(asio::io_context& loop, CallLimits limits, std::uint16_t own_port)
    : loop_(loop),
      limits_(limits),
      own_port_(own_port),
      multi_(nullptr),
      timer_(loop),
      sweeper_(loop) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  multi_ = curl_multi_init();
  ASSERT(multi_ != nullptr);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Calls::watch);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Calls::set_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, limits_.connections);
}

Calls::~Calls() {
  for (const auto& [handle, call] : calls_) curl_multi_remove_handle(multi_, handle);
  curl_multi_cleanup(multi_);
}

void Calls::begin(const std::shared_ptr<Call>& call, CURL* handle) {
  calls_.emplace(handle, call);
  curl_multi_add_handle(multi_, handle);
  sweep_later();
}

void Calls::end(CURL* handle) {
  const auto found = calls_.find(handle);
  if (found == calls_.end()) return;
  curl_multi_remove_handle(multi_, handle);
  calls_.erase(found);
}

bool Calls::waiting() const {
  for (const auto& [handle, call] : calls_) {
    if (call->waits_for_endpoint()) return true;
  }
  return false;
}

int Calls::watch(CURL*, curl_socket_t socket, int what, void* self, void*) {
  auto& calls = *static_cast<Calls*>(self);
  const auto found = calls.watched_.find(socket);
  if (what == CURL_POLL_REMOVE) {
    if (found == calls.watched_.end()) return 0;
    found->second->release();
    calls.watched_.erase(found);
    return 0;
  }
  std::shared_ptr<Watched> watched;
  if (found != calls.watched_.end()) {
    watched = found->second;
  } else {
    watched = std::make_shared<Watched>(calls.loop_, socket);
    calls.watched_.emplace(socket, watched);
  }
  watched->wanted = what;
  calls.arm(watched, CURL_POLL_IN);
  calls.arm(watched, CURL_POLL_OUT);
  return 0;
}

void Calls::arm(const std::shared_ptr<Watched>& watched, int what) {
  bool Watched::* const armed = what == CURL_POLL_IN ? &Watched::reading : &Watched::writing;
  if ((watched->wanted & what) == 0 || (*watched).*armed) return;
  (*watched).*armed = true;
  watched->descriptor.async_wait(
      what == CURL_POLL_IN ? asio::posix::stream_descriptor::wait_read
                           : asio::posix::stream_descriptor::wait_write,
      [weak = weak_from_this(), watched, what, armed](const boost::system::error_code& error) {
        (*watched).*armed = false;
        const auto self = weak.lock();
        if (error || !self || !watched->descriptor.is_open()) return;
        if ((watched->wanted & what) != 0) {
          self->act(watched->descriptor.native_handle(),
                    what == CURL_POLL_IN ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
        }
        if (watched->descriptor.is_open()) self->arm(watched, what);
      });
}

int Calls::set_timer(CURLM*, long milliseconds, void* self) {
  auto& calls = *static_cast<Calls*>(self);
  if (milliseconds < 0) {
    calls.timer_.cancel();
    return 0;
  }
  calls.timer_.expires_after(std::chrono::milliseconds{milliseconds});
  calls.timer_.async_wait([weak = calls.weak_from_this()](const boost::system::error_code& error) {
    const auto self_again = weak.lock();
    if (!error && self_again) self_again->act(CURL_SOCKET_TIMEOUT, 0);
  });
  return 0;
}

void Calls::act(curl_socket_t socket, int what) {
  int running = 0;
  curl_multi_socket_action(multi_, socket, what, &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const handle = message->easy_handle;
    const CURLcode code = message->data.result;
    const auto found = calls_.find(handle);
    if (found == calls_.end()) continue;
    const std::shared_ptr<Call> call = found->second;
    end(handle);
    call->ended(code);
  }
}

void Calls::sweep_later() {
  if (sweeping_) return;
  sweeping_ = true;
  sweeper_.expires_after(limits_.idle / 8);
  sweeper_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (error || !self) return;
    self->sweeping_ = false;
    std::vector<std::shared_ptr<Call>> late;
    for (const auto& [handle, call] : self->calls_) {
      if (call->idle_for() >= self->limits_.idle) late.push_back(call);
    }
    for (const auto& call : late) call->give_up();
    if (!self->calls_.empty()) self->sweep_later();
  });
}

}  // namespace spotdrill::forward
