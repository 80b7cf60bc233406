// Calls to other servers that are under way: libcurl's transfers, driven by the one loop. It knows
// sockets and time limits, not what is sent. Internal to forward/, but for its owner.
#pragma once

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>

namespace spotdrill::forward {

class Call;

struct CallLimits {
  std::chrono::milliseconds connect{10'000};
  /// Without a byte of an endpoint that is to give or to take one.
  std::chrono::milliseconds idle{60'000};
  long connections = 256;  ///< Further calls wait for one of them.
};

/// Used on the loop's thread only, and by shared pointers: calls outlive it.
class Calls : public std::enable_shared_from_this<Calls> {
 public:
  /// `own_port`: the one on loopback that nothing is sent to. 0: none.
  Calls(boost::asio::io_context& loop, CallLimits limits, std::uint16_t own_port = 0);
  ~Calls();
  Calls(const Calls&) = delete;
  Calls& operator=(const Calls&) = delete;

  void begin(const std::shared_ptr<Call>& call, CURL* handle);
  void end(CURL* handle);

  /// Whether any call waits for the other server, and not for whoever is at this side of it.
  [[nodiscard]] bool waiting() const;

  [[nodiscard]] const CallLimits& limits() const { return limits_; }
  [[nodiscard]] std::uint16_t own_port() const { return own_port_; }
  [[nodiscard]] boost::asio::io_context& loop() { return loop_; }

 private:
  struct Watched;

  static int watch(CURL* handle, curl_socket_t socket, int what, void* self, void* known);
  static int set_timer(CURLM* multi, long milliseconds, void* self);
  void arm(const std::shared_ptr<Watched>& watched, int what);
  void act(curl_socket_t socket, int what);
  void sweep_later();

  boost::asio::io_context& loop_;
  CallLimits limits_;
  std::uint16_t own_port_;
  CURLM* multi_;
  boost::asio::steady_timer timer_;
  boost::asio::steady_timer sweeper_;
  bool sweeping_ = false;
  std::map<CURL*, std::shared_ptr<Call>> calls_;
  std::map<curl_socket_t, std::shared_ptr<Watched>> watched_;
};

}  // namespace spotdrill::forward
