#include "http/receive.hpp"

#include <sys/socket.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/parser.hpp>
#include <cerrno>
#include <utility>

#include "http/proxy.hpp"
#include "protocol/body.hpp"

namespace spotdrill::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

constexpr int held_buffer_bytes = 64 * 1024;

/// A body as a string that takes no room before its bytes are there, so that it can be emptied
/// while it comes. What Beast asks of a body: boost.org, Beast, "Body".
struct PieceBody {
  using value_type = std::string;

  class reader {
   public:
    template <bool Request, class Fields>
    reader(beast::http::header<Request, Fields>&, value_type& body) : body_(body) {}

    static void init(const boost::optional<std::uint64_t>&, boost::system::error_code& error) {
      error = {};
    }
    template <class Buffers>
    std::size_t put(const Buffers& buffers, boost::system::error_code& error) {
      error = {};
      std::size_t size = 0;
      for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers);
           ++at) {
        const asio::const_buffer buffer = *at;
        body_.append(static_cast<const char*>(buffer.data()), buffer.size());
        size += buffer.size();
      }
      return size;
    }
    static void finish(boost::system::error_code& error) { error = {}; }

   private:
    value_type& body_;
  };
};

using Parser = beast::http::request_parser<PieceBody>;

int status_of(const boost::system::error_code& error) {
  if (error == beast::http::error::body_limit) return 413;
  if (error == beast::http::error::header_limit) return 431;
  return 400;
}

std::string text_of(beast::string_view view) {
  return {view.data(), view.size()};
}

/// Whether the body, which goes into memory, may be as long as its header says. One that does not
/// say gets the limit of its method from here on.
bool may_be(Parser& parser, const Limits& limits) {
  const bool put = parser.get().method() == beast::http::verb::put;
  const std::uint64_t max = put ? limits.put_body_bytes : limits.body_bytes;
  const auto length = parser.content_length();
  if (length) return *length <= max;
  parser.body_limit(max);
  return parser.get().body().size() <= max;
}

/// Method, target and headers of a message.
protocol::HttpRequest head_of(const Parser::value_type& message) {
  protocol::HttpRequest head;
  head.method = text_of(message.method_string());
  head.target = text_of(message.target());
  for (const auto& field : message) {
    head.headers.add(text_of(field.name_string()), text_of(field.value()));
  }
  return head;
}

std::shared_ptr<Transfer> begin_transfer(Traffic* traffic, const Parser& parser,
                                         const protocol::HttpRequest& head) {
  if (traffic == nullptr) return nullptr;
  const auto length = parser.content_length();
  return traffic->begin(head, length ? *length : 0);
}

/// `head`, which is for a proxy, as it is once that has taken it for one of AWS's endpoints, which
/// we are. Nothing: it is for somebody else.
std::optional<protocol::HttpRequest> head_for_us(const protocol::HttpRequest& head) {
  const auto absolute = parse_absolute_form(head.target);
  if (!absolute || route_of(absolute->authority) != Route::Ours) return std::nullopt;
  protocol::HttpRequest ours = head;
  ours.target = absolute->target;
  ours.headers.set("Host", absolute->host_field);
  return ours;
}

/// Null: the body goes into memory.
std::unique_ptr<protocol::BodySink> begin_sink(protocol::BodySinks* sinks, const Parser& parser,
                                               const protocol::HttpRequest& head) {
  if (sinks == nullptr) return nullptr;
  const auto told = parser.content_length();
  const auto length = told ? std::optional{*told} : std::nullopt;
  if (head.target.starts_with('/')) return sinks->begin(head, length);
  const auto ours = head_for_us(head);
  return ours ? sinks->begin(*ours, length) : nullptr;
}

bool waits_for_leave(const protocol::HttpRequest& head) {
  return protocol::equal_ignoring_case(head.headers.get("Expect"), "100-continue");
}

/// A request whose answer needs nothing of its body. RFC 9110, section 10.1.1: the client may send
/// it all the same, so that the connection is of no more use.
Received take_head(const Parser& parser, protocol::HttpRequest head,
                   std::shared_ptr<Transfer> transfer, protocol::BodySink& sink) {
  Received received;
  received.good = true;
  received.unread = true;
  received.transfer = std::move(transfer);
  received.http_1_0 = parser.get().version() < 11;
  received.request = std::move(head);
  received.request.stored = sink.finish();
  return received;
}

/// Where bytes are held back, the kernel must not take many of them before: the client would wait
/// for a reply with everything sent, and give up.
void narrow(Connection& connection) {
  boost::system::error_code ignored;
  connection.socket.set_option(asio::socket_base::receive_buffer_size(held_buffer_bytes), ignored);
}

/// Whether the client has left, or was made to: what it sent is not carried out then.
bool is_gone(Connection& connection) {
  if (!connection.socket.is_open()) return true;
  char byte = 0;
  const ssize_t got = ::recv(connection.socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

/// `head`: the message's, as it was before its body came.
Received take(Parser& parser, protocol::HttpRequest head, std::shared_ptr<Transfer> transfer,
              protocol::BodySink* sink) {
  Received received;
  received.good = true;
  received.transfer = std::move(transfer);
  const bool trailers = parser.chunked();  // They may have come, and are headers too.
  auto message = parser.release();
  received.keep_alive = message.keep_alive();
  received.http_1_0 = message.version() < 11;
  received.request = trailers ? head_of(message) : std::move(head);
  received.request.body = std::move(message.body());
  if (sink != nullptr) received.request.stored = sink->finish();
  return received;
}

}  // namespace

asio::awaitable<std::size_t> read_more(Transport& transport, beast::flat_buffer& buffer,
                                       std::size_t bytes) {
  const asio::mutable_buffer space =
      buffer.prepare(std::min(bytes, buffer.max_size() - buffer.size()));
  const std::size_t size = co_await transport.read_some(space);
  buffer.commit(size);
  co_return size;
}

asio::awaitable<void> hold(Server::State& server, Instant until) {
  const auto timer =
      std::make_shared<asio::steady_timer>(server.loop, asio::steady_timer::time_point::max());
  server.traffic->at(until, [timer] { timer->cancel(); });
  boost::system::error_code ignored;
  auto token = asio::redirect_error(asio::use_awaitable, ignored);
  co_await timer->async_wait(token);
}

asio::awaitable<void> wait_while(Server::State& server,
                                 std::function<bool(std::function<void()> again)> is_so) {
  while (is_so({})) {
    const auto timer =
        std::make_shared<asio::steady_timer>(server.loop, asio::steady_timer::time_point::max());
    std::function<void()> again = [timer] { timer->cancel(); };
    if (!is_so(std::move(again))) co_return;
    boost::system::error_code ignored;
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await timer->async_wait(token);
  }
}

namespace {

/// Waits until `sink` takes more. False: the client has gone meanwhile.
asio::awaitable<bool> wait_for_room(protocol::BodySink* sink, Connection& connection,
                                    Server::State& server) {
  if (!sink->is_full({})) co_return true;
  connection.never_expire();  // Whoever takes it has a time limit of its own.
  std::function<bool(std::function<void()>)> is_full = [sink](std::function<void()> again) {
    return sink->is_full(std::move(again));
  };
  co_await wait_while(server, std::move(is_full));
  co_return !is_gone(connection);
}

}  // namespace

asio::awaitable<Received> receive_request(Transport& transport, beast::flat_buffer& buffer,
                                          Connection& connection, Server::State& server) {
  const Limits limits = server.limits;
  std::shared_ptr<Transfer> transfer;
  std::size_t untold = 0;
  Parser parser;
  parser.eager(true);
  parser.header_limit(limits.header_bytes);
  parser.body_limit(limits.stored_body_bytes);
  std::unique_ptr<protocol::BodySink> sink;
  bool begun = buffer.size() > 0;
  bool continued = false;
  protocol::HttpRequest head;
  bool has_head = false;
  connection.expire_after(begun ? limits.request : limits.idle);
  Received failed;
  for (;;) {
    while (buffer.size() > 0) {
      boost::system::error_code error;
      const asio::const_buffer data = buffer.cdata();
      const std::size_t used = parser.put(data, error);
      buffer.consume(used);
      untold += used;
      if (error && error != beast::http::error::need_more) {
        failed.refused_status = status_of(error);
        co_return failed;
      }
      if (parser.is_header_done() && !has_head) {
        has_head = true;
        head = head_of(parser.get());
        sink = begin_sink(server.sinks, parser, head);
        if (sink == nullptr && !may_be(parser, limits)) {
          failed.refused_status = 413;
          co_return failed;
        }
        transfer = begin_transfer(server.traffic, parser, head);
      }
      if (sink) {
        sink->write(parser.get().body());
        parser.get().body().clear();
        const bool stays = co_await wait_for_room(sink.get(), connection, server);
        if (!stays) co_return failed;
        connection.expire_after(limits.request);
      }
      if (transfer && parser.is_header_done()) {
        std::optional<Instant> until = transfer->took(std::exchange(untold, 0));
        if (parser.is_done()) until = transfer->whole();
        if (until) {
          narrow(connection);
          // Its time is drill time's; a client that goes meanwhile is noticed at the next byte.
          connection.never_expire();
          co_await hold(server, *until);
          connection.expire_after(limits.request);
          if (is_gone(connection)) co_return failed;
        }
      }
      if (parser.is_done()) {
        connection.never_expire();
        Received received = take(parser, std::move(head), std::move(transfer), sink.get());
        co_return received;
      }
      if (error || used == 0) break;
    }
    if (parser.is_header_done() && !continued) {
      continued = true;
      if (waits_for_leave(head)) {
        if (sink && sink->is_refused()) {
          connection.never_expire();
          Received received = take_head(parser, std::move(head), std::move(transfer), *sink);
          co_return received;
        }
        const bool sent = co_await transport.write("HTTP/1.1 100 Continue\r\n\r\n");
        if (!sent) co_return failed;
      }
    }
    if (buffer.size() >= buffer.max_size()) {
      failed.refused_status = 431;
      co_return failed;
    }
    const std::size_t size =
        co_await read_more(transport, buffer, sink ? stored_read_bytes : read_bytes);
    if (size == 0) co_return failed;
    if (!begun) {
      // From the first byte on the whole request has one deadline: a client that sends a byte
      // now and then does not hold the connection for ever.
      begun = true;
      connection.expire_after(limits.request);
    }
  }
}

}  // namespace spotdrill::http
