// One connection's bytes, plain or encrypted, behind one interface: the session above is compiled
// once. Internal to http/.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string_view>

struct ssl_ctx_st;

namespace spotdrill::http {

class Transport {
 public:
  virtual ~Transport() = default;

  /// Reads something. Nothing read means that the connection is of no more use.
  virtual boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer into) = 0;

  /// Writes everything. False means that the connection is of no more use.
  virtual boost::asio::awaitable<bool> write(std::string_view bytes) = 0;
};

/// `socket` outlives the transport.
std::unique_ptr<Transport> make_plain_transport(boost::asio::ip::tcp::socket& socket);

/// Does the handshake as the server; `received` are the client's bytes that were read already.
/// Null when the handshake fails.
boost::asio::awaitable<std::unique_ptr<Transport>> make_tls_transport(
    boost::asio::ip::tcp::socket& socket, ssl_ctx_st* context, boost::asio::const_buffer received);

}  // namespace spotdrill::http
