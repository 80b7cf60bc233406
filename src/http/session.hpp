// What Server and its sessions share. Internal to http/.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "engine/clock.hpp"
#include "http/listener.hpp"
#include "http/turn.hpp"

namespace spotdrill::http {

using SteadyTime = std::chrono::steady_clock::time_point;

/// One accepted connection. A sweep closes it when its deadline has passed.
struct Connection {
  Connection(boost::asio::ip::tcp::socket accepted, ListenerId by)
      : socket(std::move(accepted)), listener(by) {}

  void expire_after(std::chrono::milliseconds time) {
    deadline = std::chrono::steady_clock::now() + time;
  }
  void never_expire() { deadline = SteadyTime::max(); }
  void close() {
    boost::system::error_code ignored;
    socket.close(ignored);
  }

  boost::asio::ip::tcp::socket socket;
  ListenerId listener;
  SteadyTime deadline = SteadyTime::max();
};

struct Listener {
  Listener(boost::asio::io_context& loop, ListenOptions settings)
      : acceptor(loop), options(std::move(settings)) {}
  boost::asio::ip::tcp::acceptor acceptor;
  ListenOptions options;
};

struct Server::State : std::enable_shared_from_this<Server::State> {
  State(boost::asio::io_context& on, Turn& turns, const Clock& dates, CertificateAuthority* ca,
        Limits bounds)
      : loop(on), turn(turns), clock(dates), authority(ca), limits(bounds), sweeper(on) {}

  /// "Sun, 06 Nov 1994 08:49:37 GMT", by drill time.
  std::string_view http_date();
  void accept(ListenerId id, const std::shared_ptr<Listener>& listener);
  void start_session(boost::asio::ip::tcp::socket socket, ListenerId id,
                     const std::shared_ptr<Listener>& listener);
  void sweep_later();

  boost::asio::io_context& loop;
  Turn& turn;
  const Clock& clock;
  CertificateAuthority* authority;
  Traffic* traffic = nullptr;
  protocol::BodySinks* sinks = nullptr;
  Limits limits;
  boost::asio::steady_timer sweeper;
  bool sweeping = false;
  ListenerId next_listener = 1;
  std::map<ListenerId, std::shared_ptr<Listener>> listeners;
  std::set<std::shared_ptr<Connection>> connections;

 private:
  std::string date_;
  std::chrono::sys_seconds date_second_{};
};

/// Serves `connection` until it ends.
boost::asio::awaitable<void> serve(std::shared_ptr<Server::State> server,
                                   std::shared_ptr<Connection> connection,
                                   std::shared_ptr<Listener> listener);

/// Connects to a loopback server of the user's, sends it `first`, then passes bytes both ways until
/// both have ended. When `greeting` is not empty the client gets it once the connection stands.
/// False when there is no connecting.
boost::asio::awaitable<bool> relay(std::shared_ptr<Connection> connection, std::string host,
                                   std::uint16_t port, std::string greeting, std::string first);

}  // namespace spotdrill::http
