// The server over real sockets: a client thread writes bytes and looks at what comes back.
#include "http/listener.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <filesystem>
#include <future>
#include <thread>

#include "http/tls.hpp"
#include "http/turn.hpp"
#include "protocol/body.hpp"
#include "scratch.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// A connection to the server, with a time limit on every read.
class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval limit{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { ::close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// Reads until `text` has come, or the end.
  std::string read_until(std::string_view text) {
    std::string all;
    char byte = 0;
    while (!all.ends_with(text) && ::recv(fd_, &byte, 1, 0) == 1) all.push_back(byte);
    return all;
  }
  std::string read_all() { return read_until(std::string_view{"\0\0never", 7}); }
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    limits_.idle = std::chrono::milliseconds{300};
    limits_.request = std::chrono::milliseconds{300};
    limits_.sweep = std::chrono::milliseconds{20};
    limits_.body_bytes = 1000;
    limits_.put_body_bytes = 2000;
  }
  ~ServerTest() override {
    if (thread_.joinable()) {
      boost::asio::post(loop_, [this] {
        server_.reset();
        guard_.reset();
      });
      thread_.join();
    }
  }

  /// Starts a server that says what it was asked.
  std::uint16_t start(Handler handler = {}) {
    if (!handler) {
      handler = [](protocol::HttpRequest request, const Peer& peer, const Responder& respond) {
        protocol::HttpResponse response;
        response.headers.set("X-Peer", peer.instance + (peer.tls ? "/tls" : "/plain"));
        response.headers.set("X-Authority", peer.authority);
        response.body = request.method + " " + request.target + " " +
                        std::string{request.headers.get("Host")} + " " + request.body + ";";
        respond(std::move(response));
      };
    }
    authority_ = std::move(*CertificateAuthority::create(directory_));
    server_ = std::make_unique<Server>(loop_, turn_, time_, authority_.get(), limits_);
    auto listening = server_->listen(
        "127.0.0.1", 0,
        {.handler = std::move(handler), .proxy = true, .may_relay = std::move(may_relay_)});
    EXPECT_TRUE(listening.has_value());
    thread_ = std::thread{[this] { turn_.run(loop_); }};
    listener_ = listening->id;
    return listening->port;
  }

  boost::asio::io_context loop_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{
      loop_.get_executor()};
  MemoryStore store_;
  Turn turn_{store_};
  sim::VirtualTime time_{Instant{784111777s}};
  ScratchDirectory scratch_;
  std::filesystem::path directory_ = scratch_.path();
  std::unique_ptr<CertificateAuthority> authority_;
  std::unique_ptr<Server> server_;
  Limits limits_;
  std::function<bool(const Peer&)> may_relay_;
  ListenerId listener_ = 0;
  std::thread thread_;
};

TEST_F(ServerTest, AConnectionServesManyRequests) {
  Client client{start()};
  client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::string first = client.read_until(";");
  EXPECT_THAT(first, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(first, HasSubstr("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
  EXPECT_THAT(first, EndsWith("GET /a h ;"));
  client.send("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody");
  EXPECT_THAT(client.read_until(";"), EndsWith("POST /b h body;"));
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
  Client client{start()};
  client.send(
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nxy"
      "GET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(client.read_until(";"), EndsWith("GET /1 h ;"));
  EXPECT_THAT(client.read_until(";"), EndsWith("POST /2 h xy;"));
  EXPECT_THAT(client.read_until(";"), EndsWith("GET /3 h ;"));
}

TEST_F(ServerTest, ChunkedBodiesAndContinueAreRead) {
  Client client{start()};
  client.send(
      "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_THAT(client.read_until(";"), EndsWith("POST /c h abcde;"));
}

TEST_F(ServerTest, HeadHasTheLengthAndNoBody) {
  Client client{start()};
  client.send("HEAD /h HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::string reply = client.read_all();
  EXPECT_THAT(reply, HasSubstr("Content-Length: 11\r\n"));
  EXPECT_THAT(reply, EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, APutMayCarryMoreThanOtherRequests) {
  const std::uint16_t port = start();
  Client object{port};
  object.send("PUT /o HTTP/1.1\r\nHost: h\r\nContent-Length: 1500\r\n\r\n" +
              std::string(1500, 'x'));
  EXPECT_THAT(object.read_until(";"), EndsWith("xxx;"));
  Client more{port};
  more.send("PUT /o HTTP/1.1\r\nHost: h\r\nContent-Length: 2001\r\n\r\n");
  EXPECT_THAT(more.read_all(), StartsWith("HTTP/1.1 413 "));
  Client chunked{port};
  chunked.send("POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5dc\r\n" +
               std::string(1500, 'x'));
  EXPECT_THAT(chunked.read_all(), StartsWith("HTTP/1.1 413 "));
}

/// Puts every PUT's body in the place of a file.
class Sinks final : public protocol::BodySinks {
 public:
  struct Stored final : protocol::StoredBody {
    explicit Stored(std::string all) : bytes(std::move(all)) {}
    std::string bytes;
  };
  class Sink final : public protocol::BodySink {
   public:
    explicit Sink(Sinks& sinks) : sinks_(sinks) {}
    ~Sink() override { ++sinks_.gone; }
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    void write(std::string_view bytes) override {
      sinks_.longest = std::max(sinks_.longest, bytes.size());
      bytes_ += bytes;
    }
    std::shared_ptr<protocol::StoredBody> finish() override {
      return std::make_shared<Stored>(std::move(bytes_));
    }

   private:
    Sinks& sinks_;
    std::string bytes_;
  };
  std::unique_ptr<protocol::BodySink> begin(const protocol::HttpRequest& head,
                                            std::optional<std::uint64_t>) override {
    if (head.method != "PUT") return nullptr;
    return std::make_unique<Sink>(*this);
  }
  std::atomic<int> gone = 0;
  std::size_t longest = 0;
};

/// Gives `size` bytes, and counts those that were taken.
class Source final : public protocol::BodySource {
 public:
  Source(std::uint64_t size, std::atomic<std::uint64_t>& taken)
      : size_(size), left_(size), taken_(taken) {}
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  std::optional<std::string> next(std::size_t max) override {
    const std::uint64_t length = std::min<std::uint64_t>(left_, max);
    left_ -= length;
    taken_ += length;
    return std::string(length, 's');
  }

 private:
  std::uint64_t size_;
  std::uint64_t left_;
  std::atomic<std::uint64_t>& taken_;
};

// Goal: a body that has a sink is in memory in pieces only, however it travels, and one whose
// client goes is dropped.
TEST_F(ServerTest, ABodyWithASinkGoesThereAsItComes) {
  Sinks sinks;
  const auto port = start([](protocol::HttpRequest request, const Peer&, const Responder& respond) {
    protocol::HttpResponse response;
    const auto* stored = static_cast<const Sinks::Stored*>(request.stored.get());
    response.body =
        request.body + std::to_string(stored->bytes.size()) + stored->bytes.back() + ";";
    respond(std::move(response));
  });
  server_->set_body_sinks(&sinks);
  Client client{port};
  client.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n");
  client.send(std::string(2'999'999, 'x') + "z");
  EXPECT_THAT(client.read_until(";"), EndsWith("\r\n\r\n3000000z;"));
  client.send("PUT /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.send("2710\r\n" + std::string(10'000, 'y') + "\r\n0\r\n\r\n");
  EXPECT_THAT(client.read_until(";"), EndsWith("\r\n\r\n10000y;"));
  EXPECT_LE(sinks.longest, 128U * 1024);
  {
    const Client leaves{port};
    leaves.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf");
  }
  for (int i = 0; i < 500 && sinks.gone < 3; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(sinks.gone, 3);
}

// Goal: a reply that is not in memory is read no faster than its client takes it.
TEST_F(ServerTest, AReplysSourceIsReadAsItsClientTakesIt) {
  constexpr std::uint64_t size = 64 * 1024 * 1024;
  std::atomic<std::uint64_t> taken = 0;
  limits_.write = std::chrono::seconds{5};
  Client client{start([&](const protocol::HttpRequest&, const Peer&, const Responder& respond) {
    protocol::HttpResponse response;
    response.source = std::make_shared<Source>(size, taken);
    respond(std::move(response));
  })};
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(client.read_until("\r\n\r\n"), HasSubstr("Content-Length: 67108864\r\n"));
  EXPECT_EQ(taken, 0U);
  client.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_until("\r\n\r\n"), HasSubstr("Content-Length: 67108864\r\n"));
  EXPECT_LT(taken, size / 2);
  std::string piece(1 << 20, '\0');
  std::uint64_t got = 0;
  for (ssize_t each = 1; each > 0; got += static_cast<std::uint64_t>(each)) {
    each = ::recv(client.fd(), piece.data(), piece.size(), 0);
  }
  EXPECT_EQ(got, size);
}

TEST_F(ServerTest, TooLongBodiesAndHeadersAreRefused) {
  const std::uint16_t port = start();
  Client body{port};
  body.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1101\r\n\r\n" + std::string(1001, 'x'));
  EXPECT_THAT(body.read_all(), StartsWith("HTTP/1.1 413 "));
  Client header{port};
  header.send("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n");
  EXPECT_THAT(header.read_all(), StartsWith("HTTP/1.1 431 "));
  Client nonsense{port};
  nonsense.send("what is this\r\n\r\n");
  EXPECT_THAT(nonsense.read_all(), StartsWith("HTTP/1.1 400 "));
}

// Goal: a client that sends a byte now and then does not hold a connection for ever.
TEST_F(ServerTest, ASlowRequestIsCutOff) {
  Client client{start()};
  const auto begun = std::chrono::steady_clock::now();
  std::thread dripping{[&] {
    for (const char c : std::string_view{"GET / HTTP/1.1\r\nX-Slow: aaaaaaaaaaaaaaaa"}) {
      client.send({&c, 1});
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
  }};
  EXPECT_EQ(client.read_all(), "");
  const auto took = std::chrono::steady_clock::now() - begun;
  EXPECT_LT(took, std::chrono::milliseconds{1500});
  dripping.join();
}

TEST_F(ServerTest, AHandlerThatThrowsOrForgetsIsAnInternalFailure) {
  const std::uint16_t port =
      start([](const protocol::HttpRequest& request, const Peer&, const Responder&) {
        if (request.target == "/throw") throw std::runtime_error("a bug");
      });
  for (const char* target : {"/throw", "/forget"}) {
    Client client{port};
    client.send(std::string{"GET "} + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(client.read_until("\r\n"), StartsWith("HTTP/1.1 500 ")) << target;
  }
}

TEST_F(ServerTest, AStreamComesInChunksAndItsEndIsNoticed) {
  std::shared_ptr<ReplyStream> stream;
  const std::uint16_t port =
      start([&](const protocol::HttpRequest&, const Peer&, const Responder& respond) {
        stream = respond.stream({});
        stream->write("hello ");
      });
  {
    Client client{port};
    client.send("GET /log HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(client.read_until("hello \r\n"), EndsWith("6\r\nhello \r\n"));
    boost::asio::post(loop_, [&] { stream->write("world"); });
    EXPECT_EQ(client.read_until("world\r\n"), "5\r\nworld\r\n");
  }
  bool gone = false;
  for (int tries = 0; tries < 100 && !gone; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
    std::promise<bool> answer;
    boost::asio::post(loop_, [&] { answer.set_value(stream->gone()); });
    gone = answer.get_future().get();
  }
  EXPECT_TRUE(gone);
  std::promise<void> dropped;
  boost::asio::post(loop_, [&] {
    stream.reset();
    dropped.set_value();
  });
  dropped.get_future().wait();
}

/// A TLS client on an open connection; says what it read until ";".
std::string ask_by_tls(const Client& client, const std::filesystem::path& ca, const char* name,
                       std::string_view request) {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_load_verify_file(context, ca.c_str());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL* tls = SSL_new(context);
  SSL_set_tlsext_host_name(tls, name);
  SSL_set1_host(tls, name);
  SSL_set_fd(tls, client.fd());
  std::string reply;
  if (SSL_connect(tls) == 1) {
    SSL_write(tls, request.data(), static_cast<int>(request.size()));
    char byte = 0;
    while (!reply.ends_with(';') && SSL_read(tls, &byte, 1) == 1) reply.push_back(byte);
  }
  SSL_free(tls);
  SSL_CTX_free(context);
  return reply;
}

TEST_F(ServerTest, TheFirstByteTellsTls) {
  const std::uint16_t port = start();
  const Client client{port};
  const std::string reply =
      ask_by_tls(client, directory_ / "ca.pem", "ssm.us-east-1.amazonaws.com",
                 "GET /t HTTP/1.1\r\nHost: ssm.us-east-1.amazonaws.com\r\n\r\n");
  EXPECT_THAT(reply, HasSubstr("X-Peer: /tls\r\n"));
  EXPECT_THAT(reply, EndsWith("GET /t ssm.us-east-1.amazonaws.com ;"));
}

TEST_F(ServerTest, ConnectLeadsToUsAndNowhereElse) {
  const std::uint16_t port = start();
  Client client{port};
  client.send(
      "CONNECT ec2.us-east-1.amazonaws.com:443 HTTP/1.1\r\nHost: x\r\n"
      "Proxy-Authorization: Basic aS0wYWJjOnMzY3JldA==\r\n\r\n");
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
  const std::string reply = ask_by_tls(client, directory_ / "ca.pem", "ec2.us-east-1.amazonaws.com",
                                       "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(reply, HasSubstr("X-Peer: i-0abc/tls\r\n"));
  EXPECT_THAT(reply, HasSubstr("X-Authority: ec2.us-east-1.amazonaws.com:443\r\n"));

  Client other{port};
  other.send("CONNECT pypi.org:443 HTTP/1.1\r\nHost: pypi.org\r\nConnection: close\r\n\r\n");
  const std::string refused = other.read_all();
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 403 "));
  EXPECT_THAT(refused, HasSubstr("does not forward to 'pypi.org'"));
}

TEST_F(ServerTest, AbsoluteFormIsTheMetadataOfTheProxysUser) {
  Client client{start()};
  client.send(
      "GET http://169.254.169.254/latest/meta-data/ HTTP/1.1\r\nHost: 169.254.169.254\r\n"
      "Proxy-Authorization: Basic aS0wYWJjOnMzY3JldA==\r\n\r\n");
  const std::string reply = client.read_until(";");
  EXPECT_THAT(reply, HasSubstr("X-Peer: i-0abc/plain\r\n"));
  EXPECT_THAT(reply, EndsWith("GET /latest/meta-data/ 169.254.169.254 ;"));
}

TEST_F(ServerTest, TheProxyPassesThroughToThisMachine) {
  const std::uint16_t port = start();
  Client client{port};
  const std::string self = "localhost:" + std::to_string(port);
  client.send("CONNECT " + self + " HTTP/1.1\r\nHost: " + self + "\r\n\r\n");
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
  client.send("GET /through HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_all(), EndsWith("GET /through h ;"));
}

// Goal: who has no key makes no connections in this process's name, and no way round it is open.
TEST_F(ServerTest, TheProxyPassesNobodyThroughWhoMayNot) {
  may_relay_ = [](const Peer& peer) {
    return peer.instance == "i-0abc" && peer.secret == "s3cret";
  };
  const std::uint16_t port = start();
  const std::string other = "127.0.0.1:" + std::to_string(port == 1 ? 2 : port - 1);
  for (const char* user : {"", "Proxy-Authorization: Basic aS0wYWJjOng=\r\n"}) {
    Client client{port};
    client.send("CONNECT " + other + " HTTP/1.1\r\nHost: h\r\n" + user + "\r\n");
    EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 403 "));
    Client absolute{port};
    absolute.send("GET http://" + other + "/ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" +
                  std::string{user} + "\r\n");
    EXPECT_THAT(absolute.read_all(), HasSubstr("for its own instances and commands only"));
  }
  // What was claimed and refused is not kept with the connection.
  Client client{port};
  client.send("CONNECT " + other +
              " HTTP/1.1\r\nHost: h\r\nProxy-Authorization: Basic aS0wYWJjOng=\r\n\r\n"
              "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_all(), HasSubstr("X-Peer: /plain\r\n"));

  Client keyed{port};
  keyed.send("CONNECT localhost:" + std::to_string(port) +
             " HTTP/1.1\r\nHost: h\r\nProxy-Authorization: Basic aS0wYWJjOnMzY3JldA==\r\n\r\n");
  EXPECT_THAT(keyed.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, ClosingAListenerClosesItsConnections) {
  Client client{start()};
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  client.read_until(";");
  boost::asio::post(loop_, [this] { server_->close(listener_); });
  EXPECT_EQ(client.read_all(), "");
}

TEST_F(ServerTest, APortInUseIsOneSentence) {
  const std::uint16_t port = start();
  const auto again = server_->listen("127.0.0.1", port, {});
  ASSERT_FALSE(again.has_value());
  EXPECT_THAT(again.error(), HasSubstr("is in use by another program"));
}

}  // namespace
}  // namespace spotdrill::http
