#include "http/receive.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace spotdrill::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

using Parser = beast::http::request_parser<beast::http::string_body>;

int status_of(const boost::system::error_code& error) {
  if (error == beast::http::error::body_limit) return 413;
  if (error == beast::http::error::header_limit) return 431;
  return 400;
}

std::string text_of(beast::string_view view) {
  return {view.data(), view.size()};
}

/// Whether the body may be as long as its header says. One that does not say gets the limit of its
/// method from here on.
bool may_be(Parser& parser, const Limits& limits) {
  if (parser.get().method() == beast::http::verb::put) return true;
  const auto length = parser.content_length();
  if (length) return *length <= limits.body_bytes;
  parser.body_limit(limits.body_bytes);
  return parser.get().body().size() <= limits.body_bytes;
}

Received take(Parser& parser) {
  Received received;
  received.good = true;
  auto message = parser.release();
  received.keep_alive = message.keep_alive();
  received.http_1_0 = message.version() < 11;
  received.request.method = text_of(message.method_string());
  received.request.target = text_of(message.target());
  for (const auto& field : message) {
    received.request.headers.add(text_of(field.name_string()), text_of(field.value()));
  }
  received.request.body = std::move(message.body());
  return received;
}

}  // namespace

asio::awaitable<std::size_t> read_more(Transport& transport, beast::flat_buffer& buffer) {
  const asio::mutable_buffer space =
      buffer.prepare(std::min(read_bytes, buffer.max_size() - buffer.size()));
  const std::size_t size = co_await transport.read_some(space);
  buffer.commit(size);
  co_return size;
}

asio::awaitable<Received> receive_request(Transport& transport, beast::flat_buffer& buffer,
                                          Connection& connection, Limits limits) {
  Parser parser;
  parser.eager(true);
  parser.header_limit(limits.header_bytes);
  parser.body_limit(limits.put_body_bytes);
  bool begun = buffer.size() > 0;
  bool continued = false;
  bool limited = false;
  connection.expire_after(begun ? limits.request : limits.idle);
  Received failed;
  for (;;) {
    while (buffer.size() > 0) {
      boost::system::error_code error;
      const asio::const_buffer data = buffer.cdata();
      const std::size_t used = parser.put(data, error);
      buffer.consume(used);
      if (error && error != beast::http::error::need_more) {
        failed.refused_status = status_of(error);
        co_return failed;
      }
      if (parser.is_header_done() && !limited) {
        limited = true;
        if (!may_be(parser, limits)) {
          failed.refused_status = 413;
          co_return failed;
        }
      }
      if (parser.is_done()) {
        connection.never_expire();
        co_return take(parser);
      }
      if (error || used == 0) break;
    }
    if (parser.is_header_done() && !continued) {
      continued = true;
      const auto expect = parser.get()[beast::http::field::expect];
      if (beast::iequals(expect, "100-continue")) {
        const bool sent = co_await transport.write("HTTP/1.1 100 Continue\r\n\r\n");
        if (!sent) co_return failed;
      }
    }
    if (buffer.size() >= buffer.max_size()) {
      failed.refused_status = 431;
      co_return failed;
    }
    const std::size_t size = co_await read_more(transport, buffer);
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
