#include "http/transport.hpp"

#include <openssl/ssl.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace spotdrill::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

template <class Stream>
asio::awaitable<std::size_t> read_from(Stream& stream, asio::mutable_buffer into) {
  boost::system::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const std::size_t size = co_await stream.async_read_some(into, token);
  co_return error ? 0 : size;
}

template <class Stream>
asio::awaitable<bool> write_to(Stream& stream, std::string_view bytes) {
  boost::system::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const asio::const_buffer buffer{bytes.data(), bytes.size()};
  co_await asio::async_write(stream, buffer, token);
  co_return !error;
}

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(tcp::socket& socket) : socket_(socket) {}
  asio::awaitable<std::size_t> read_some(asio::mutable_buffer into) override {
    return read_from(socket_, into);
  }
  asio::awaitable<bool> write(std::string_view bytes) override { return write_to(socket_, bytes); }

 private:
  tcp::socket& socket_;
};

class TlsTransport final : public Transport {
 public:
  // The stream owns the SSL object.
  TlsTransport(tcp::socket& socket, ssl_ctx_st* context) : stream_(socket, SSL_new(context)) {}

  asio::awaitable<bool> handshake(asio::const_buffer received) {
    boost::system::error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await stream_.async_handshake(asio::ssl::stream_base::server, received, token);
    co_return !error;
  }
  asio::awaitable<std::size_t> read_some(asio::mutable_buffer into) override {
    return read_from(stream_, into);
  }
  asio::awaitable<bool> write(std::string_view bytes) override { return write_to(stream_, bytes); }

 private:
  asio::ssl::stream<tcp::socket&> stream_;
};

}  // namespace

std::unique_ptr<Transport> make_plain_transport(tcp::socket& socket) {
  return std::make_unique<PlainTransport>(socket);
}

asio::awaitable<std::unique_ptr<Transport>> make_tls_transport(tcp::socket& socket,
                                                               ssl_ctx_st* context,
                                                               asio::const_buffer received) {
  auto transport = std::make_unique<TlsTransport>(socket, context);
  const bool good = co_await transport->handshake(received);
  std::unique_ptr<Transport> made;
  if (good) made = std::move(transport);
  co_return made;
}

}  // namespace spotdrill::http
