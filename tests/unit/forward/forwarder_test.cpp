// The forwarder between a caller and another server, which is an HTTP server on the same loop.
#include "forward/forwarder.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "api/dynamodb.hpp"
#include "api/s3.hpp"
#include "base/openssl.hpp"
#include "forward/keys.hpp"
#include "http/listener.hpp"
#include "http/turn.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"
#include "wire/object_body.hpp"

namespace spotdrill::forward {
namespace {

/// Only what hangs takes so long.
constexpr std::chrono::seconds patience{60};

struct NoSinks final : protocol::BodySinks {
  std::unique_ptr<protocol::BodySink> begin(const protocol::HttpRequest&,
                                            std::optional<std::uint64_t>) override {
    return nullptr;
  }
};

struct ForwarderTest : testing::Test {
  ForwarderTest() {
    const auto listening = server.listen(
        "127.0.0.1", 0,
        {.handler =
             [this](protocol::HttpRequest request, const http::Peer&, const http::Responder& to) {
               asked.push_back(std::move(request));
               to(reply);
             },
         .security = http::Security::Plain});
    port = listening->port;
  }

  Forwarder& start(std::uint16_t to) {
    ForwarderOptions options;
    options.real_now = [] { return now_here; };
    options.unanswered = [this](const Unanswered& call) { missed.push_back(call.url); };
    for (const char* service : {"s3", "dynamodb"}) {
      options.endpoints.push_back({.service = service,
                                   .url = {.tls = false, .host = "127.0.0.1", .port = to},
                                   .region = {},
                                   .credential = other_key,
                                   .ca_bundle = {}});
    }
    forwarder = std::make_unique<Forwarder>(loop, keys, time, none, std::move(options));
    return *forwarder;
  }

  /// Runs the loop until `is_so`.
  template <class Condition>
  void run_until(Condition is_so) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!is_so() && std::chrono::steady_clock::now() < end) {
      loop.run_one_for(std::chrono::seconds{1});
      turn.end();
    }
    ASSERT_TRUE(is_so());
  }

  protocol::HttpResponse pass_on(wire::ForwardedCall call) {
    std::optional<protocol::HttpResponse> got;
    forwarder->pass_on(std::move(call),
                       [&](protocol::HttpResponse response) { got = std::move(response); });
    run_until([&] { return got.has_value(); });
    return got.value_or(protocol::HttpResponse{});
  }

  static wire::ForwardedCall call_of_s3(protocol::HttpRequest request) {
    return {.service = api::s3::service(),
            .operation = nullptr,
            .protocol = shape::Protocol::RestXml,
            .request = std::move(request),
            .region = "us-east-1",
            .request_id = "1",
            .caller_arn = "arn"};
  }

  /// A PUT whose head is signed by the caller for a body with the hash of `text`.
  static protocol::HttpRequest head_of(const std::string& text) {
    protocol::HttpRequest head{.method = "PUT", .target = "/bucket/key"};
    head.headers.set("Host", "s3.us-east-1.amazonaws.com");
    wire::sign(head, callers_key, "us-east-1", "s3", now_here, sha256_hex(text));
    return head;
  }

  /// Gives `sink` all of `bytes`, as fast as it takes them.
  std::shared_ptr<protocol::StoredBody> send(protocol::BodySink& sink, std::string_view bytes) {
    constexpr std::size_t piece = 64 * 1024;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
      sink.write(bytes.substr(0, piece));
      run_until([&] { return !sink.is_full({}); });
    }
    return sink.finish();
  }

  boost::asio::io_context loop;
  MemoryStore store;
  http::Turn turn{store};
  sim::VirtualTime time{now_here};
  http::Server server{loop, turn, time, nullptr};
  BothKeys keys;
  NoSinks none;
  std::uint16_t port = 0;
  std::vector<protocol::HttpRequest> asked;
  protocol::HttpResponse reply;
  std::vector<std::string> missed;
  std::unique_ptr<Forwarder> forwarder;
};

const std::string long_text(3 * 1024 * 1024, 'x');

TEST_F(ForwarderTest, AnUploadPassesAndIsTheOthersToAnswer) {
  start(port);
  const auto head = head_of(long_text);
  const auto sink = forwarder->begin(head, long_text.size());
  ASSERT_NE(sink, nullptr);
  auto request = head;
  request.stored = send(*sink, long_text);
  EXPECT_TRUE(asked.empty());  // It has all but the last piece.
  reply.headers.set("ETag", "\"e\"");
  const auto response = pass_on(call_of_s3(std::move(request)));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.get("ETag"), "\"e\"");
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].body, long_text);
  EXPECT_EQ(wire::claimed_scope(asked[0])->access_key_id, "AKIDOTHER");
  EXPECT_TRUE(
      wire::verify(asked[0], keys, {.drill_now = now_here, .real_now = now_here}).has_value());
}

// Goal: the other server never has an object that was refused here, or that was cut off.
TEST_F(ForwarderTest, AnUploadThatIsRefusedOrCutOffNeverGetsThereWhole) {
  start(port);
  auto forged = head_of(long_text);
  forged.headers.set("X-Amz-Content-Sha256", sha256_hex("other"));
  {
    const auto sink = forwarder->begin(forged, long_text.size());
    ASSERT_NE(sink, nullptr);
    const auto body = send(*sink, long_text);
    EXPECT_FALSE((*static_cast<wire::ObjectBody*>(body.get())->caller).has_value());
  }
  {
    const auto sink = forwarder->begin(head_of("other"), long_text.size());
    const auto body = send(*sink, long_text);
    EXPECT_NE(static_cast<wire::ObjectBody*>(body.get())->sha256, sha256_hex("other"));
  }
  {
    const auto sink = forwarder->begin(head_of(long_text), long_text.size());
    sink->write(long_text.substr(0, 1024 * 1024));
  }
  // The connections of all three end, and a call after them is the first that is heard of.
  pass_on(call_of_s3({.method = "GET", .target = "/bucket/key"}));
  run_until([&] { return server.connections() <= 1; });
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].method, "GET");
}

// Goal: a long object takes no memory but for what is on its way.
TEST_F(ForwarderTest, ALongReplyComesAsItIsTaken) {
  start(port);
  reply.body.assign(8 * 1024 * 1024, 'y');
  auto response = pass_on(call_of_s3({.method = "GET", .target = "/bucket/key"}));
  ASSERT_NE(response.source, nullptr);
  EXPECT_TRUE(response.body.empty());
  EXPECT_EQ(response.source->size(), reply.body.size());
  std::size_t got = 0;
  for (;;) {
    run_until([&] { return !response.source->is_waiting({}); });
    const auto piece = response.source->next(64 * 1024);
    ASSERT_TRUE(piece.has_value());
    if (piece->empty()) break;
    got += piece->size();
  }
  EXPECT_EQ(got, reply.body.size());
}

TEST_F(ForwarderTest, AnEndpointThatIsNotThereIsNamed) {
  server.close_all();
  start(port);
  const auto response = pass_on(call_of_s3({.method = "GET", .target = "/bucket/key"}));
  EXPECT_EQ(response.status, 503);
  EXPECT_NE(response.body.find("<Code>ServiceUnavailable</Code>"), std::string::npos);
  const std::string url = "http://127.0.0.1:" + std::to_string(port);
  EXPECT_NE(response.body.find(url), std::string::npos) << response.body;
  EXPECT_EQ(missed, std::vector{url});
}

TEST_F(ForwarderTest, ARedirectIsNotFollowed) {
  start(port);
  reply.status = 307;
  reply.headers.set("Location", "http://169.254.169.254/latest/meta-data/");
  const auto response = pass_on(call_of_s3({.method = "GET", .target = "/bucket/key"}));
  EXPECT_EQ(response.status, 503);
  EXPECT_FALSE(response.headers.contains("Location"));
  EXPECT_EQ(asked.size(), 1U);
}

TEST_F(ForwarderTest, OtherServicesSpeakTheirOwnProtocol) {
  start(port);
  reply.headers.set("Content-Type", "application/x-amz-json-1.0");
  reply.body = R"({"TableNames":["t"]})";
  const auto response =
      pass_on({.service = api::dynamodb::service(),
               .operation = nullptr,
               .protocol = shape::Protocol::Json10,
               .request = {.target = "/",
                           .headers = {{"X-Amz-Target", "DynamoDB_20120810.ListTables"}},
                           .body = "{}"},
               .region = "us-east-1",
               .request_id = "1",
               .caller_arn = "arn"});
  EXPECT_EQ(response.body, reply.body);
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].headers.get("X-Amz-Target"), "DynamoDB_20120810.ListTables");
  EXPECT_EQ(asked[0].body, "{}");
}

}  // namespace
}  // namespace spotdrill::forward
