// Reads one HTTP/1.1 request off a connection, within the limits. Internal to http/.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "http/session.hpp"
#include "http/traffic.hpp"
#include "http/transport.hpp"

namespace spotdrill::http {

inline constexpr std::size_t read_bytes = 16 * 1024;

/// Of a body that does not go into memory: a piece costs a file's opening.
inline constexpr std::size_t stored_read_bytes = 64 * 1024;

struct Received {
  bool good = false;
  int refused_status = 0;  ///< When not good: what to answer, or 0 to close without a word.
  bool keep_alive = false;
  bool http_1_0 = false;
  bool unread = false;  ///< Its body has not come, and may still.
  protocol::HttpRequest request;
  std::shared_ptr<Transfer> transfer;  ///< Null: nobody cares for its bytes.
};

/// Reads once into `buffer`. Nothing read means that the connection is of no more use.
boost::asio::awaitable<std::size_t> read_more(Transport& transport,
                                              boost::beast::flat_buffer& buffer,
                                              std::size_t bytes = read_bytes);

/// Waits until drill time is `until`.
boost::asio::awaitable<void> hold(Server::State& server, Instant until);

/// Waits as long as `is_so`, which calls what it is given, if anything, in a later event when it is
/// to be asked anew.
boost::asio::awaitable<void> wait_while(Server::State& server,
                                        std::function<bool(std::function<void()> again)> is_so);

/// Reads a request, of which `buffer` may hold the beginning; what follows it stays there.
boost::asio::awaitable<Received> receive_request(Transport& transport,
                                                 boost::beast::flat_buffer& buffer,
                                                 Connection& connection, Server::State& server);

}  // namespace spotdrill::http
