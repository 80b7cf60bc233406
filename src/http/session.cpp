#include "http/session.hpp"

#include <fmt/format.h>

#include <boost/beast/core/flat_buffer.hpp>

#include "base/log.hpp"
#include "http/exchange.hpp"
#include "http/proxy.hpp"
#include "http/receive.hpp"
#include "http/tls.hpp"
#include "http/transport.hpp"
#include "protocol/body.hpp"

namespace spotdrill::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

namespace {

/// What is read and thrown away after a refusal, so that the client sees the reply and not a reset.
constexpr std::size_t drained_bytes_max = 64 * 1024 * 1024;
constexpr std::chrono::milliseconds drain_time{2'000};

/// Of a reply, what is held back at a time, and what is read at a time where it is not in memory.
constexpr std::size_t held_bytes = 64 * 1024;

/// The first byte of a TLS record that carries a handshake. Source: RFC 8446, section 5.1.
constexpr char tls_handshake_byte = 0x16;

std::string_view explanation(int status) {
  switch (status) {
    case 413:
      return "The request's body is longer than this server takes.\n";
    case 431:
      return "The request's headers are longer than this server takes.\n";
    default:
      return "This is no HTTP/1.1 request.\n";
  }
}

protocol::HttpResponse text_response(int status, std::string text) {
  protocol::HttpResponse response;
  response.status = status;
  response.headers.set("Content-Type", "text/plain");
  response.body = std::move(text);
  return response;
}

/// Serves one connection: its layers (plain, then perhaps TLS inside a CONNECT tunnel), and in each
/// the requests one after the other.
class Session {
 public:
  Session(std::shared_ptr<Server::State> server, std::shared_ptr<Connection> connection,
          std::shared_ptr<Listener> listener)
      : server_(std::move(server)),
        connection_(std::move(connection)),
        listener_(std::move(listener)),
        buffer_(server_->limits.header_bytes + read_bytes) {
    peer_.instance = listener_->options.instance;
  }

  asio::awaitable<void> run() {
    Security security = listener_->options.security;
    do {
      tunnelled_ = false;
      const bool open = co_await open_layer(security);
      if (!open) break;
      bool more = true;
      while (more) more = co_await serve_one();
      security = Security::Detect;  // Inside a tunnel.
    } while (tunnelled_);
    connection_->close();
  }

 private:
  /// Finds out what the client speaks, and makes the transport for it.
  asio::awaitable<bool> open_layer(Security security) {
    connection_->expire_after(server_->limits.idle);
    transport_ = make_plain_transport(connection_->socket);
    if (security == Security::Detect && buffer_.size() == 0) {
      const std::size_t size = co_await read_more(*transport_, buffer_);
      if (size == 0) co_return false;
    }
    bool tls = security == Security::Tls;
    if (security == Security::Detect) {
      tls = *static_cast<const char*>(buffer_.cdata().data()) == tls_handshake_byte;
    }
    if (!tls) co_return true;
    if (server_->authority == nullptr) co_return false;
    const asio::const_buffer received = buffer_.cdata();
    transport_ =
        co_await make_tls_transport(connection_->socket, server_->authority->context(), received);
    buffer_.consume(buffer_.size());
    peer_.tls = true;
    co_return transport_ != nullptr;
  }

  /// Reads a request, answers it. False when the connection is to end.
  asio::awaitable<bool> serve_one() {
    Received received = co_await receive_request(*transport_, buffer_, *connection_, *server_);
    if (!received.good) {
      if (received.refused_status != 0) co_await refuse_and_drain(received.refused_status);
      co_return false;
    }
    Peer peer = peer_;
    if (listener_->options.proxy && !peer_.proxied) {
      const auto& target = received.request.target;
      if (received.request.method == "CONNECT") {
        const bool more = co_await connect(std::move(received));
        co_return more;
      }
      if (!target.starts_with('/') && target != "*") {
        const auto absolute = parse_absolute_form(target);
        if (!absolute) {
          co_await refuse_and_drain(400);
          co_return false;
        }
        const Route route = route_of(absolute->authority);
        if (route == Route::Refused) {
          auto response = refused_host(absolute->authority);
          const bool sent = co_await send(std::move(response), received);
          co_return sent;
        }
        name_instance(peer, received.request);
        if (route == Route::Loopback && !ours(absolute->authority)) {
          if (may_relay(peer)) {
            co_await pass_through(std::move(received), *absolute);
            co_return false;
          }
          auto response = refused_relay();
          const bool sent = co_await send(std::move(response), received);
          co_return sent;
        }
        peer.proxied = route == Route::Ours;
        peer.authority = absolute->host_field;
        received.request.headers.set("Host", absolute->host_field);
        received.request.target = absolute->target;
      }
    }
    const bool unread = received.unread;
    const bool more = co_await answer(std::move(received), std::move(peer));
    if (unread) co_await drain();
    co_return more && !unread;
  }

  [[nodiscard]] bool may_relay(const Peer& peer) const {
    return !listener_->options.may_relay || listener_->options.may_relay(peer);
  }

  static protocol::HttpResponse refused_relay() {
    return text_response(
        403,
        "spotdrill passes requests on to other servers of this machine for its "
        "own instances and commands only: the proxy's user and password say so.\n");
  }

  /// True for the port that this connection came in by.
  bool ours(const Authority& authority) const {
    boost::system::error_code error;
    const auto local = connection_->socket.local_endpoint(error);
    return !error && local.port() == authority.port;
  }

  asio::awaitable<bool> answer(Received received, Peer peer) {
    auto exchange = std::make_shared<Exchange>(server_->loop, server_->turn);
    const bool head = received.request.method == "HEAD";
    Framing framing{
        .keep_alive = received.keep_alive, .http_1_0 = received.http_1_0, .head_request = head};
    call_handler(std::move(received.request), peer, exchange);
    while (!exchange->ready) co_await exchange->wait();
    if (received.transfer) received.transfer->answered(exchange->response);
    if (exchange->streaming && !head && !framing.http_1_0) {
      co_await send_stream(exchange);
      co_return false;
    }
    framing.date = server_->http_date();
    const std::string bytes = serialize(exchange->response, framing);
    bool sent = co_await write_reply(bytes, received.transfer);
    if (sent && exchange->response.source && !head) {
      sent = co_await write_source(std::move(exchange->response.source), received.transfer);
    }
    co_return sent&& framing.keep_alive;
  }

  /// As fast as the client takes it: one that takes nothing costs one piece.
  asio::awaitable<bool> write_source(std::shared_ptr<protocol::BodySource> source,
                                     std::shared_ptr<Transfer> transfer) {
    std::function<bool(std::function<void()>)> is_waiting = [source](std::function<void()> again) {
      return source->is_waiting(std::move(again));
    };
    for (;;) {
      connection_->never_expire();  // Whoever gives it has a time limit of its own.
      co_await wait_while(*server_, is_waiting);
      const std::optional<std::string> piece = source->next(held_bytes);
      if (!piece) co_return false;
      if (piece->empty()) co_return true;
      const bool sent = co_await write_reply(*piece, transfer);
      if (!sent) co_return false;
    }
  }

  /// Piece by piece where somebody may hold it back.
  asio::awaitable<bool> write_reply(std::string_view bytes, std::shared_ptr<Transfer> transfer) {
    bool sent = true;
    while (sent && !bytes.empty()) {
      const std::string_view piece = bytes.substr(0, transfer ? held_bytes : bytes.size());
      bytes.remove_prefix(piece.size());
      const std::optional<Instant> until =
          transfer ? transfer->gives(piece.size()) : std::optional<Instant>{};
      if (until) co_await hold(*server_, *until);
      connection_->expire_after(server_->limits.write);
      sent = co_await transport_->write(piece);
    }
    co_return sent;
  }

  /// The one place where an exception of a handler ends: it is a bug of ours, and the caller is
  /// told so as AWS does.
  void call_handler(protocol::HttpRequest request, const Peer& peer,
                    const std::shared_ptr<Exchange>& exchange) {
    Responder responder = exchange->responder();
    try {
      listener_->options.handler(std::move(request), peer, responder);
    } catch (const std::exception& error) {
      log::error("a request failed by a bug: {}", error.what());
      responder(text_response(500, "InternalFailure\n"));
    }
  }

  asio::awaitable<void> send_stream(std::shared_ptr<Exchange> exchange) {
    Framing framing{.keep_alive = false, .chunked = true};
    framing.date = server_->http_date();
    const std::string head = serialize(exchange->response, framing);
    watch_for_end(exchange);
    connection_->expire_after(server_->limits.write);
    bool sent = co_await transport_->write(head);
    while (sent && !exchange->gone) {
      if (!exchange->pieces.empty()) {
        std::string chunk = fmt::format("{:x}\r\n", exchange->pieces.size());
        chunk.append(std::exchange(exchange->pieces, {})).append("\r\n");
        connection_->expire_after(server_->limits.write);
        sent = co_await transport_->write(chunk);
      } else if (exchange->complete) {
        sent = co_await transport_->write("0\r\n\r\n");
        break;
      } else {
        connection_->never_expire();
        co_await exchange->wait();
      }
    }
    exchange->client_gone();
  }

  /// A client that leaves a quiet stream is noticed by its end of file alone.
  void watch_for_end(const std::shared_ptr<Exchange>& exchange) {
    connection_->socket.async_wait(
        tcp::socket::wait_read,
        [exchange, connection = connection_](const boost::system::error_code& error) {
          char byte = 0;
          if (!error && connection->socket.is_open() &&
              ::recv(connection->socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0) {
            return;
          }
          exchange->client_gone();
        });
  }

  asio::awaitable<bool> send(protocol::HttpResponse response, const Received& received) {
    Framing framing{.keep_alive = received.keep_alive,
                    .http_1_0 = received.http_1_0,
                    .head_request = received.request.method == "HEAD"};
    framing.date = server_->http_date();
    const std::string bytes = serialize(response, framing);
    connection_->expire_after(server_->limits.write);
    const bool sent = co_await transport_->write(bytes);
    co_return sent&& framing.keep_alive;
  }

  asio::awaitable<void> refuse_and_drain(int status) {
    Framing framing{.keep_alive = false};
    framing.date = server_->http_date();
    auto response = text_response(status, std::string{explanation(status)});
    const std::string bytes = serialize(response, framing);
    connection_->expire_after(drain_time);
    const bool sent = co_await transport_->write(bytes);
    if (sent) co_await drain();
  }

  /// So that the client sees the reply and not a reset, though it goes on sending.
  asio::awaitable<void> drain() {
    connection_->expire_after(drain_time);
    boost::system::error_code ignored;
    if (!peer_.tls) connection_->socket.shutdown(tcp::socket::shutdown_send, ignored);
    for (std::size_t drained = 0; drained < drained_bytes_max;) {
      buffer_.consume(buffer_.size());
      const std::size_t size = co_await read_more(*transport_, buffer_);
      if (size == 0) co_return;
      drained += size;
    }
  }

  static protocol::HttpResponse refused_host(const Authority& authority) {
    return text_response(403, fmt::format("spotdrill does not forward to '{}': a drill reaches "
                                          "AWS's endpoints, which it answers itself, and servers "
                                          "on this machine only.\n",
                                          authority.host));
  }

  /// The proxy's user is the instance where instances have no network of their own.
  static void name_instance(Peer& peer, protocol::HttpRequest& request) {
    if (const auto user = parse_basic(request.headers.get("Proxy-Authorization"))) {
      if (peer.instance.empty()) peer.instance = user->name;
      peer.secret = user->secret;
    }
    request.headers.erase("Proxy-Authorization");
    request.headers.erase("Proxy-Connection");
  }

  asio::awaitable<bool> connect(Received received) {
    const auto authority = parse_authority(received.request.target, 443);
    if (!authority) {
      auto response = text_response(400, "CONNECT needs a target of the form host:port.\n");
      const bool more = co_await send(std::move(response), received);
      co_return more;
    }
    const Route route = route_of(*authority);
    // TLS inside TLS would need a second layer, which no client of AWS's asks for.
    if (route == Route::Refused || peer_.tls) {
      auto response = refused_host(*authority);
      const bool more = co_await send(std::move(response), received);
      co_return more;
    }
    // Kept with the connection only when it becomes a tunnel.
    Peer named = peer_;
    name_instance(named, received.request);
    if (route == Route::Loopback && !may_relay(named)) {
      auto response = refused_relay();
      const bool more = co_await send(std::move(response), received);
      co_return more;
    }
    const std::string established = "HTTP/1.1 200 Connection established\r\n\r\n";
    if (route == Route::Loopback) {
      const asio::const_buffer early = buffer_.cdata();
      std::string first{static_cast<const char*>(early.data()), early.size()};
      const bool connected = co_await relay(connection_, authority->host, authority->port,
                                            established, std::move(first));
      if (connected) co_return false;
      auto response = text_response(502, "Nothing listens there.\n");
      const bool more = co_await send(std::move(response), received);
      co_return more;
    }
    peer_ = std::move(named);
    peer_.proxied = true;
    peer_.authority = received.request.target;
    tunnelled_ = co_await transport_->write(established);
    co_return false;
  }

  /// A plain request to another server on this machine.
  asio::awaitable<void> pass_through(Received received, AbsoluteForm form) {
    std::string bytes = relayed_request(received.request, form.target);
    const bool connected = co_await relay(connection_, form.authority.host, form.authority.port,
                                          std::string{}, std::move(bytes));
    if (connected) co_return;
    auto response = text_response(502, "Nothing listens there.\n");
    co_await send(std::move(response), received);
  }

  std::shared_ptr<Server::State> server_;
  std::shared_ptr<Connection> connection_;
  std::shared_ptr<Listener> listener_;
  beast::flat_buffer buffer_;
  std::unique_ptr<Transport> transport_;
  Peer peer_;
  bool tunnelled_ = false;
};

}  // namespace

asio::awaitable<void> serve(std::shared_ptr<Server::State> server,
                            std::shared_ptr<Connection> connection,
                            std::shared_ptr<Listener> listener) {
  Session session{std::move(server), std::move(connection), std::move(listener)};
  co_await session.run();
}

}  // namespace spotdrill::http
