#include "http/listener.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address.hpp>

#include "base/log.hpp"
#include "http/session.hpp"

namespace spotdrill::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// Connections that wait to be accepted. An instance may start hundreds of clients at once.
constexpr int backlog = 1024;

/// How long accepting rests when the process has no descriptor left.
constexpr std::chrono::milliseconds accept_rest{100};

std::string cannot_listen(const tcp::endpoint& endpoint, const boost::system::error_code& error) {
  const std::string where = fmt::format("{}:{}", endpoint.address().to_string(), endpoint.port());
  if (error == asio::error::address_in_use) {
    return fmt::format(
        "{} is in use by another program: stop that, or give another port with "
        "--port.",
        where);
  }
  if (error == asio::error::access_denied) {
    return fmt::format("Listening on {} is not permitted: give a port from 1024 on with --port.",
                       where);
  }
  return fmt::format("Cannot listen on {}: {}.", where, error.message());
}

}  // namespace

std::string_view Server::State::http_date() {
  const auto second = std::chrono::floor<std::chrono::seconds>(clock.now());
  if (second != date_second_ || date_.empty()) {
    date_second_ = second;
    date_ = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                        fmt::gmtime(std::chrono::system_clock::to_time_t(second)));
  }
  return date_;
}

void Server::State::accept(ListenerId id, const std::shared_ptr<Listener>& listener) {
  const auto on_accept = [self = shared_from_this(), id, listener](
                             const boost::system::error_code& error, tcp::socket socket) {
    if (!listener->acceptor.is_open()) return;
    if (!error) {
      self->start_session(std::move(socket), id, listener);
      return self->accept(id, listener);
    }
    if (error == asio::error::operation_aborted) return;
    // Out of descriptors: the client waits in the backlog until some are free again.
    log::warning("accepting connections rests for a moment: {}", error.message());
    auto rest = std::make_shared<asio::steady_timer>(self->loop, accept_rest);
    rest->async_wait([self, id, listener, rest](const boost::system::error_code&) {
      if (listener->acceptor.is_open()) self->accept(id, listener);
    });
  };
  listener->acceptor.async_accept(on_accept);
}

void Server::State::start_session(tcp::socket socket, ListenerId id,
                                  const std::shared_ptr<Listener>& listener) {
  if (connections.size() >= limits.connections) return;  // The socket closes.
  boost::system::error_code ignored;
  // Without it a reply in two packets waits for the delayed acknowledgement: 44 ms.
  socket.set_option(tcp::no_delay{true}, ignored);
  auto connection = std::make_shared<Connection>(std::move(socket), id);
  connections.insert(connection);
  sweep_later();
  asio::co_spawn(loop, serve(shared_from_this(), connection, listener),
                 [self = shared_from_this(), connection](const std::exception_ptr& failure) {
                   self->connections.erase(connection);
                   if (!failure) return;
                   try {
                     std::rethrow_exception(failure);
                   } catch (const std::exception& error) {
                     log::error("a connection ended by a bug: {}", error.what());
                   }
                 });
}

void Server::State::sweep_later() {
  if (sweeping) return;
  sweeping = true;
  sweeper.expires_after(limits.sweep);
  sweeper.async_wait([self = weak_from_this()](const boost::system::error_code& error) {
    const auto state = self.lock();
    if (state == nullptr || error) return;
    state->sweeping = false;
    const SteadyTime now = std::chrono::steady_clock::now();
    for (const auto& connection : state->connections) {
      if (connection->deadline <= now) connection->close();
    }
    if (!state->connections.empty()) state->sweep_later();
  });
}

Server::Server(asio::io_context& loop, Turn& turn, const Clock& clock,
               CertificateAuthority* authority, Limits limits)
    : state_(std::make_shared<State>(loop, turn, clock, authority, limits)) {}

Server::~Server() {
  close_all();
}

Result<Server::Listening, std::string> Server::listen(const std::string& address,
                                                      std::uint16_t port, ListenOptions options) {
  boost::system::error_code error;
  const auto numeric = asio::ip::make_address(address, error);
  if (error) return refuse(fmt::format("'{}' is no IP address.", address));
  const tcp::endpoint endpoint{numeric, port};
  auto listener = std::make_shared<Listener>(state_->loop, std::move(options));
  tcp::acceptor& acceptor = listener->acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(backlog, error);
  if (error) return refuse(cannot_listen(endpoint, error));
  const Listening listening{.id = state_->next_listener++,
                            .port = acceptor.local_endpoint().port()};
  state_->listeners.emplace(listening.id, listener);
  state_->accept(listening.id, listener);
  return listening;
}

ListenerId Server::adopt(int listening_fd, ListenOptions options) {
  auto listener = std::make_shared<Listener>(state_->loop, std::move(options));
  listener->acceptor.assign(tcp::v4(), listening_fd);
  const ListenerId id = state_->next_listener++;
  state_->listeners.emplace(id, listener);
  state_->accept(id, listener);
  return id;
}

void Server::close(ListenerId id) {
  const auto found = state_->listeners.find(id);
  if (found == state_->listeners.end()) return;
  boost::system::error_code ignored;
  found->second->acceptor.close(ignored);
  state_->listeners.erase(found);
  for (const auto& connection : state_->connections) {
    if (connection->listener == id) connection->close();
  }
}

void Server::close_all() {
  boost::system::error_code ignored;
  for (const auto& [id, listener] : state_->listeners) listener->acceptor.close(ignored);
  state_->listeners.clear();
  for (const auto& connection : state_->connections) connection->close();
  state_->sweeper.cancel();
}

void Server::set_traffic(Traffic* traffic) {
  state_->traffic = traffic;
}

void Server::set_body_sinks(protocol::BodySinks* sinks) {
  state_->sinks = sinks;
}

std::size_t Server::connections() const {
  return state_->connections.size();
}

}  // namespace spotdrill::http
