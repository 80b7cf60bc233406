#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "http/session.hpp"

namespace spotdrill::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::size_t relay_bytes = 32 * 1024;
constexpr std::chrono::minutes relay_idle{10};

asio::awaitable<bool> write_all(tcp::socket& socket, std::string_view bytes) {
  boost::system::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const asio::const_buffer buffer{bytes.data(), bytes.size()};
  co_await asio::async_write(socket, buffer, token);
  co_return !error;
}

/// Passes bytes on until `from` ends, then lets `to` know.
asio::awaitable<void> pass(tcp::socket& from, tcp::socket& to, Connection& connection) {
  std::string bytes(relay_bytes, '\0');
  for (;;) {
    boost::system::error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    const asio::mutable_buffer into{bytes.data(), bytes.size()};
    const std::size_t size = co_await from.async_read_some(into, token);
    if (error || size == 0) break;
    connection.expire_after(relay_idle);
    const bool written = co_await write_all(to, std::string_view{bytes.data(), size});
    if (!written) break;
  }
  boost::system::error_code ignored;
  to.shutdown(tcp::socket::shutdown_send, ignored);
}

/// Both directions of one relay; it closes the far side when the client's connection is gone.
struct Relay {
  explicit Relay(std::shared_ptr<Connection> client, tcp::socket other)
      : connection(std::move(client)), far(std::move(other)) {}
  std::shared_ptr<Connection> connection;
  tcp::socket far;
};

asio::awaitable<void> upstream(std::shared_ptr<Relay> relay) {
  co_await pass(relay->connection->socket, relay->far, *relay->connection);
}

}  // namespace

asio::awaitable<bool> relay(std::shared_ptr<Connection> connection, std::string host,
                            std::uint16_t port, std::string greeting, std::string first) {
  // Names below localhost are this machine's without asking anybody (RFC 6761, section 6.3).
  boost::system::error_code error;
  auto address = asio::ip::make_address(host, error);
  if (error) address = asio::ip::address_v4::loopback();
  const auto executor = connection->socket.get_executor();
  tcp::socket far{executor};
  const tcp::endpoint endpoint{address, port};
  auto token = asio::redirect_error(asio::use_awaitable, error);
  co_await far.async_connect(endpoint, token);
  if (error) co_return false;
  auto both = std::make_shared<Relay>(connection, std::move(far));
  connection->expire_after(relay_idle);
  bool good = true;
  if (!greeting.empty()) good = co_await write_all(connection->socket, greeting);
  if (good && !first.empty()) good = co_await write_all(both->far, first);
  if (good) {
    asio::co_spawn(executor, upstream(both), asio::detached);
    co_await pass(both->far, connection->socket, *connection);
  }
  boost::system::error_code ignored;
  both->far.close(ignored);
  co_return true;
}

}  // namespace spotdrill::http
