// HTTP/1.1 over TCP and TLS for every door of the daemon: the main port, and the sockets that were
// made inside an instance's network namespace. It knows nothing of AWS: a listener hands each
// request to its handler and sends what comes back.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "protocol/http_message.hpp"

namespace boost::asio {
class io_context;
}

namespace spotdrill {
class Clock;
}

namespace spotdrill::protocol {
class BodySinks;
}

namespace spotdrill::http {

class CertificateAuthority;
class Traffic;
class Turn;

/// Where a request came from.
struct Peer {
  std::string instance;   ///< The instance, when the listener or the proxy's user named one.
  std::string secret;     ///< The proxy user's password: whoever cares compares it.
  bool tls = false;       ///< The request came encrypted.
  bool proxied = false;   ///< By CONNECT or in absolute form: `authority` says for whom.
  std::string authority;  ///< "ec2.us-east-1.amazonaws.com:443" of a proxied request.
};

/// The writing end of a reply that comes in pieces.
class ReplyStream {
 public:
  virtual ~ReplyStream() = default;

  /// Sends `piece`. Nothing happens when the client has gone.
  virtual void write(std::string piece) = 0;

  /// Ends the reply.
  virtual void close() = 0;

  /// True when the client has gone, so that there is nothing more to do.
  [[nodiscard]] virtual bool gone() const = 0;

  /// Bytes that the client has not taken yet. Whoever writes much looks at it first.
  [[nodiscard]] virtual std::size_t pending_bytes() const = 0;
};

/// Answers one request: exactly once, now or in a later event. Copies answer the same request.
class Responder {
 public:
  class Target {
   public:
    virtual ~Target() = default;
    virtual void reply(protocol::HttpResponse response) = 0;
    virtual std::shared_ptr<ReplyStream> stream(protocol::HttpResponse head) = 0;
  };

  explicit Responder(std::shared_ptr<Target> target) : target_(std::move(target)) {}

  /// Sends the whole reply, once what this turn changed is durable.
  void operator()(protocol::HttpResponse response) const { target_->reply(std::move(response)); }

  /// Sends status and headers of `head`, then what is written to the stream.
  [[nodiscard]] std::shared_ptr<ReplyStream> stream(protocol::HttpResponse head) const {
    return target_->stream(std::move(head));
  }

 private:
  std::shared_ptr<Target> target_;
};

using Handler = std::function<void(protocol::HttpRequest, const Peer&, Responder)>;

/// What a listener speaks.
enum class Security : std::uint8_t {
  Plain,
  Tls,
  Detect,  ///< TLS when the first byte is a TLS handshake's (0x16), else plain HTTP.
};

struct ListenOptions {
  Handler handler;
  Security security = Security::Detect;
  bool proxy = false;    ///< Takes CONNECT and absolute-form requests (http/proxy.hpp).
  std::string instance;  ///< The instance whose door it is, or empty.
  /// Whether who came by the proxy is passed on to the other servers of this machine: they see a
  /// connection of this process's user. Empty: everybody is.
  std::function<bool(const Peer&)> may_relay = {};
};

/// Nothing is unbounded. The defaults are for service; tests shorten the times.
struct Limits {
  std::uint32_t header_bytes = 64 * 1024;  ///< Session tokens make SigV4 headers long.
  std::uint64_t body_bytes = 16 * 1024 * 1024;
  /// Of a PUT, which carries an object, but goes into memory all the same.
  std::uint64_t put_body_bytes = 72 * 1024 * 1024;
  /// Of one that does not: 5 GiB, and what its chunks' signatures take.
  std::uint64_t stored_body_bytes = std::uint64_t{5} * 1024 * 1024 * 1024 + 128 * 1024 * 1024;
  std::size_t connections = 16'384;
  std::chrono::milliseconds idle{75'000};  ///< Between requests of a kept-alive connection.
  /// From a request's first byte to its last; where its body does not go into memory, from each
  /// piece of it to the next.
  std::chrono::milliseconds request{60'000};
  std::chrono::milliseconds write{60'000};  ///< For the client to take a reply.
  std::chrono::milliseconds sweep{1'000};   ///< How often deadlines are looked at.
};

/// Names a listener, to close it.
using ListenerId = std::uint64_t;

class Server {
 public:
  /// `turn` ends the turns of `loop`; replies are dated by `clock`; `authority` makes the
  /// certificates, null when every listener is plain. All outlive the server, which is used on the
  /// loop's thread only.
  Server(boost::asio::io_context& loop, Turn& turn, const Clock& clock,
         CertificateAuthority* authority, Limits limits = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  struct Listening {
    ListenerId id = 0;
    std::uint16_t port = 0;
  };

  /// Listens on `address` (numeric) and `port`; 0 takes a free one.
  /// Errors: one sentence that says what to do.
  Result<Listening, std::string> listen(const std::string& address, std::uint16_t port,
                                        ListenOptions options);

  /// Serves a listening TCP socket that somebody else made; the server closes it.
  ListenerId adopt(int listening_fd, ListenOptions options);

  /// Closes a listener and every connection that came by it: they would keep the network
  /// namespace of an ended instance alive.
  void close(ListenerId listener);

  /// Closes every listener and every connection.
  void close_all();

  /// Tells `traffic` of every later request's bytes. It outlives the server's connections.
  void set_traffic(Traffic* traffic);

  /// Asks `sinks` of every later request where its body goes. They outlive the server's
  /// connections.
  void set_body_sinks(protocol::BodySinks* sinks);

  [[nodiscard]] std::size_t connections() const;

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace spotdrill::http
