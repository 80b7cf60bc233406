#include "apps/admin_client.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <cstdlib>

#include "apps/listener_owner.hpp"
#include "apps/orphans.hpp"
#include "http/proxy.hpp"

namespace spotdrill::apps {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

struct HostPort {
  std::string host;
  std::string port = "80";
};

std::optional<HostPort> parse_endpoint(std::string_view endpoint) {
  constexpr std::string_view scheme = "http://";
  if (!endpoint.starts_with(scheme)) return std::nullopt;
  endpoint.remove_prefix(scheme.size());
  endpoint = endpoint.substr(0, endpoint.find('/'));
  HostPort parsed;
  const std::size_t colon = endpoint.rfind(':');
  const bool has_port = colon != endpoint.npos && endpoint.find(']', colon) == endpoint.npos;
  parsed.host = endpoint.substr(0, has_port ? colon : endpoint.npos);
  if (has_port) parsed.port = endpoint.substr(colon + 1);
  if (parsed.host.starts_with('[') && parsed.host.ends_with(']')) {
    parsed.host = parsed.host.substr(1, parsed.host.size() - 2);
  }
  if (parsed.host.empty() || parsed.port.empty()) return std::nullopt;
  return parsed;
}

/// Reads from one connection, a piece at a time.
class Reader {
 public:
  explicit Reader(tcp::socket& socket) : socket_(socket) {}

  /// Takes up to and including `end`; nothing when the connection ends before.
  std::optional<std::string> until(std::string_view end) {
    for (;;) {
      const std::size_t at = buffer_.find(end);
      if (at != std::string::npos) return take(at + end.size());
      if (!more()) return std::nullopt;
    }
  }
  /// Takes what is there, at most `bytes_max`; nothing at the end.
  std::string some(std::size_t bytes_max) {
    if (buffer_.empty() && !more()) return {};
    return take(std::min(bytes_max, buffer_.size()));
  }

 private:
  std::string take(std::size_t size) {
    std::string taken = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return taken;
  }
  bool more() {
    char bytes[16384];
    boost::system::error_code error;
    const std::size_t size = socket_.read_some(asio::buffer(bytes), error);
    buffer_.append(bytes, size);
    return !error && size > 0;
  }

  tcp::socket& socket_;
  std::string buffer_;
};

/// The body of a reply, as it comes. False when it was cut off.
bool read_body(Reader& reader, std::string_view head,
               const std::function<void(std::string_view)>& piece) {
  const bool chunked = head.find("\r\nTransfer-Encoding: chunked") != head.npos;
  if (!chunked) {
    for (std::string some = reader.some(65536); !some.empty(); some = reader.some(65536)) {
      piece(some);
    }
    return true;
  }
  for (;;) {
    const auto line = reader.until("\r\n");
    if (!line) return false;
    std::size_t left = 0;
    std::from_chars(line->data(), line->data() + line->size(), left, 16);
    if (left == 0) return true;
    while (left > 0) {
      const std::string some = reader.some(left);
      if (some.empty()) return false;
      left -= some.size();
      piece(some);
    }
    if (!reader.until("\r\n")) return false;
  }
}

/// Keys go to no other user's program: it may have taken the port of a server that is no more.
Result<void, std::string> check_listener(const Found& found) {
  const auto where = parse_endpoint(found.endpoint);
  if (!where || !http::is_loopback_host(where->host)) return {};
  std::uint16_t port = 0;
  std::from_chars(where->port.data(), where->port.data() + where->port.size(), port);
  struct stat data{};
  const bool there = ::stat(found.data.c_str(), &data) == 0;
  for (const uid_t user : listeners_on(port)) {
    if (user == 0 || user == ::geteuid() || (there && user == data.st_uid)) continue;
    return refuse(
        fmt::format("What listens at {} is another user's program (uid {}): the keys in {} are not "
                    "for it. Give the endpoint of your own server.",
                    found.endpoint, user, found.data.string()));
  }
  return {};
}

std::string message_of(const AdminReply& reply) {
  const auto parsed = parse_json(reply.body);
  if (parsed.has_value() && parsed->is_object()) {
    const std::string_view message = string_at(parsed->get_object(), "message");
    if (!message.empty()) return std::string{message};
  }
  return fmt::format("The server answered with HTTP status {}.", reply.status);
}

}  // namespace

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded.push_back(c);
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

std::string no_credentials(const Found& found) {
  return fmt::format("{} has no credentials for {}: give the server's own --data.",
                     found.data.string(), found.endpoint);
}

Result<Found, std::string> find_server(const Target& target) {
  Found found;
  found.data = data_directory(target.data);
  found.credentials = read_user_credentials(found.data);
  const auto info = read_server_info(found.data);
  const bool alive = info.has_value() && DataLock::held(found.data);
  const char* variable = std::getenv("SPOTDRILL_ENDPOINT");
  found.endpoint = !target.endpoint.empty() ? target.endpoint : variable == nullptr ? "" : variable;
  while (found.endpoint.ends_with('/')) found.endpoint.pop_back();
  if (alive) found.region = info->region;
  const auto take_info = [&] {
    found.pid = info->pid;
    found.clock = info->clock;
  };
  if (!found.endpoint.empty()) {
    if (alive && info->endpoint == found.endpoint) {
      take_info();
    } else if (found.credentials) {
      TRY(check_listener(found));
    }
    return found;
  }
  if (!alive) {
    const std::string left = about_orphans(found.data);
    return refuse(
        fmt::format("No server runs over {}: start one by 'spotdrill serve', or name one "
                    "with --endpoint.{}{}",
                    found.data.string(), left.empty() ? "" : " ", left));
  }
  found.endpoint = info->endpoint;
  take_info();
  return found;
}

Result<AdminReply, std::string> AdminClient::call(
    std::string_view method, const std::string& path, const json::object& body,
    const std::function<void(std::string_view)>& piece) {
  const auto where = parse_endpoint(found_.endpoint);
  if (!where) {
    return refuse(fmt::format("'{}' is no endpoint: expected a URL, as http://127.0.0.1:4566.",
                              found_.endpoint));
  }
  asio::io_context loop;
  tcp::socket socket{loop};
  tcp::resolver resolver{loop};
  boost::system::error_code error;
  const auto addresses = resolver.resolve(where->host, where->port, error);
  if (!error) asio::connect(socket, addresses, error);
  if (error) {
    return refuse(fmt::format("Nothing answers at {} ({}): start a server by 'spotdrill serve'.",
                              found_.endpoint, error.message()));
  }
  std::string request = fmt::format("{} {} HTTP/1.1\r\nHost: {}:{}\r\nConnection: close\r\n",
                                    method, path, where->host, where->port);
  if (found_.credentials) {
    request += fmt::format("Authorization: Bearer {}\r\n", found_.credentials->admin_token);
  }
  const std::string text = body.empty() ? std::string{} : to_text(body);
  request += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
                         text.size(), text);
  asio::write(socket, asio::buffer(request), error);
  Reader reader{socket};
  const auto head = error ? std::nullopt : reader.until("\r\n\r\n");
  if (!head || head->size() < 12) {
    return refuse(fmt::format("The server at {} closed the connection.", found_.endpoint));
  }
  AdminReply reply;
  std::from_chars(head->data() + 9, head->data() + 12, reply.status);
  const bool stream = piece && reply.status < 300;
  const std::function<void(std::string_view)> collect = [&](std::string_view some) {
    reply.body += some;
  };
  if (!read_body(reader, *head, stream ? piece : collect)) {
    return refuse(
        fmt::format("The server at {} ended in the middle of its reply.", found_.endpoint));
  }
  if (reply.status == 401) return refuse(no_credentials(found_));
  if (reply.status >= 300) return refuse(message_of(reply));
  return reply;
}

}  // namespace spotdrill::apps
