#include "checkpoint/http.hpp"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>

#include "checkpoint/error.hpp"

namespace spotdrill::checkpoint {
namespace {

using Clock = std::chrono::steady_clock;

// Notices are of a hundred bytes, error pages of four hundred.
constexpr std::size_t reply_bytes_max = 64 << 10;

/// UINT_MAX when `text` is no number.
unsigned number_of(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : UINT_MAX;
}

class Socket {
 public:
  explicit Socket(int family)
      : file_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {}
  ~Socket() {
    if (file_ >= 0) ::close(file_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  /// Connects, sends, and gives what comes until the other side closes.
  Result<std::string> ask(const addrinfo& address, std::string_view request,
                          Clock::time_point until, int cancel) const {
    if (file_ < 0) return last_error();
    const int connected = ::connect(file_, address.ai_addr, address.ai_addrlen);
    if (connected != 0 && errno != EINPROGRESS) return last_error();
    if (const auto error = wait_for(file_, POLLOUT, until, cancel)) return error;
    // A request is shorter than any socket's buffer. Where connecting failed, this says why.
    const ssize_t sent = ::send(file_, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent < 0) return last_error();
    if (static_cast<std::size_t>(sent) < request.size()) return error_of(EPROTO);
    std::string reply;
    std::array<char, 4096> part{};
    while (reply.size() < reply_bytes_max) {
      if (const auto error = wait_for(file_, POLLIN, until, cancel)) return error;
      const ssize_t got = ::recv(file_, part.data(), part.size(), 0);
      if (got == 0) return reply;
      if (got > 0) reply.append(part.data(), static_cast<std::size_t>(got));
      if (got < 0 && errno != EAGAIN && errno != EINTR) return last_error();
    }
    return error_of(EPROTO);
  }

 private:
  int file_;
};

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme)) return {};
  url.remove_prefix(scheme.size());
  const std::size_t path = std::min(url.find('/'), url.size());
  Endpoint endpoint{.host = {}, .prefix = std::string{url.substr(path)}};
  while (endpoint.prefix.ends_with('/')) endpoint.prefix.pop_back();
  std::string_view host = url.substr(0, path);
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    endpoint.port = host.substr(colon + 1);
    host = host.substr(0, colon);
  }
  endpoint.host = host;
  if (host.empty() || number_of(endpoint.port) > 65535) return {};
  return endpoint;
}

Result<Reply> parse_reply(std::string_view bytes) {
  constexpr std::string_view version = "HTTP/1.x ";
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos || !bytes.starts_with(version.substr(0, 7))) {
    return error_of(EPROTO);
  }
  const unsigned status = number_of(bytes.substr(version.size(), 3));
  if (status < 100 || status > 599) return error_of(EPROTO);
  return Reply{static_cast<int>(status), std::string{bytes.substr(end + 4)}};
}

std::error_code wait_for(int file, short events, Clock::time_point until, int cancel) {
  std::array<pollfd, 2> files{{{cancel, POLLIN, 0}, {file, events, 0}}};
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    const int ready = ::poll(files.data(), files.size(),
                             static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
    if (ready < 0 && errno != EINTR) return last_error();
    if (ready > 0) return files[0].revents != 0 ? error_of(ECANCELED) : std::error_code{};
    if (ready == 0 && left <= 0) return error_of(ETIMEDOUT);
  }
}

Result<Reply> exchange(const Endpoint& endpoint, std::string_view method, std::string_view path,
                       std::string_view headers, std::chrono::milliseconds limit, int cancel) {
  const auto until = Clock::now() + limit;
  std::string host = endpoint.host;
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), endpoint.port.c_str(), &hints, &found) != 0) {
    return error_of(EHOSTUNREACH);
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> address{found, ::freeaddrinfo};
  std::string request{method};
  request.append(" ").append(endpoint.prefix).append(path).append(" HTTP/1.1\r\nHost: ");
  request.append(endpoint.host).append(endpoint.port == "80" ? "" : ":" + endpoint.port);
  request.append("\r\nConnection: close\r\n").append(headers).append("\r\n");
  const auto reply = Socket{address->ai_family}.ask(*address, request, until, cancel);
  return reply ? parse_reply(*reply) : reply.error();
}

}  // namespace spotdrill::checkpoint
