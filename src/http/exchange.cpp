#include "http/exchange.hpp"

#include <fmt/format.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/status.hpp>
#include <iterator>

#include "protocol/body.hpp"

namespace spotdrill::http {

namespace asio = boost::asio;

/// The writing end that a handler holds. Dropping it ends the reply.
class Exchange::Writer final : public ReplyStream {
 public:
  explicit Writer(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  ~Writer() override { close(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void write(std::string piece) override {
    if (exchange_->gone || exchange_->complete) return;
    exchange_->pieces += piece;
    exchange_->wake();
  }
  void close() override {
    exchange_->complete = true;
    exchange_->wake();
  }
  [[nodiscard]] bool gone() const override { return exchange_->gone; }
  [[nodiscard]] std::size_t pending_bytes() const override { return exchange_->pieces.size(); }

 private:
  std::shared_ptr<Exchange> exchange_;
};

class Exchange::Ticket final : public Responder::Target {
 public:
  explicit Ticket(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  ~Ticket() override {
    protocol::HttpResponse failure;
    failure.status = 500;
    exchange_->answer(std::move(failure));
  }
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;

  void reply(protocol::HttpResponse whole) override { exchange_->answer(std::move(whole)); }
  std::shared_ptr<ReplyStream> stream(protocol::HttpResponse head) override {
    exchange_->streaming = true;
    exchange_->answer(std::move(head));
    return std::make_shared<Writer>(exchange_);
  }

 private:
  std::shared_ptr<Exchange> exchange_;
};

Responder Exchange::responder() {
  return Responder{std::make_shared<Ticket>(shared_from_this())};
}

void Exchange::answer(protocol::HttpResponse reply) {
  if (answered_) return;
  answered_ = true;
  response = std::move(reply);
  turn_.after_commit([self = shared_from_this()](bool durable) {
    if (!durable) self->refuse();
    self->ready = true;
    self->wake();
  });
}

void Exchange::refuse() {
  streaming = false;
  response = {};
  response.status = 503;
  response.headers.set("Content-Type", "text/html");
  // What AWS's load balancers send, and so what its SDKs take for a reason to try again.
  response.body = "<html><body>503 Service Unavailable: the server's disk is full.</body></html>\n";
}

asio::awaitable<void> Exchange::wait() {
  boost::system::error_code ignored;
  auto token = asio::redirect_error(asio::use_awaitable, ignored);
  changed_.expires_at(asio::steady_timer::time_point::max());
  co_await changed_.async_wait(token);
}

void Exchange::client_gone() {
  gone = true;
  pieces.clear();
  wake();
}

std::string serialize(const protocol::HttpResponse& response, const Framing& framing) {
  const auto status = static_cast<unsigned>(response.status);
  const auto reason =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status));
  std::string text;
  text.reserve(512 + response.body.size());
  auto out = std::back_inserter(text);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\n", status, std::string_view{reason.data(), reason.size()});
  for (const auto& [name, value] : response.headers) {
    // The framing is decided here, not by handlers.
    if (protocol::equal_ignoring_case(name, "Content-Length") ||
        protocol::equal_ignoring_case(name, "Transfer-Encoding") ||
        protocol::equal_ignoring_case(name, "Connection")) {
      continue;
    }
    text.append(name).append(": ");
    // A line break in a value would start a header of the caller's choice.
    for (const char c : value) text.push_back(c == '\r' || c == '\n' ? ' ' : c);
    text.append("\r\n");
  }
  if (!response.headers.contains("Date")) text.append("Date: ").append(framing.date).append("\r\n");
  if (framing.chunked) {
    text.append("Transfer-Encoding: chunked\r\n");
  } else if (framing.head_request && response.headers.contains("Content-Length")) {
    // RFC 9110, section 8.6: what the body would have in answer to GET, which the handler knows.
    fmt::format_to(out, "Content-Length: {}\r\n", response.headers.get("Content-Length"));
  } else if (status >= 200 && status != 204 && status != 304) {
    const std::uint64_t follows = response.source ? response.source->size() : 0;
    fmt::format_to(out, "Content-Length: {}\r\n", response.body.size() + follows);
  }
  if (!framing.keep_alive) {
    text.append("Connection: close\r\n");
  } else if (framing.http_1_0) {
    text.append("Connection: keep-alive\r\n");
  }
  text.append("\r\n");
  if (!framing.chunked && !framing.head_request) text.append(response.body);
  return text;
}

}  // namespace spotdrill::http
