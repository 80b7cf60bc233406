#include "checkpoint/imds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checkpoint/fake_imds.hpp"

namespace spotdrill::checkpoint {
namespace {

using namespace std::chrono_literals;

constexpr auto at_notice =
    std::chrono::sys_days{std::chrono::year{2026} / 9 / 18} + 8h + 22min + 7s;

TEST(ParseNotice, TakesWhatAwsWrites) {
  const auto notice = parse_notice(R"({"action": "terminate", "time": "2026-09-18T08:22:07Z"})");
  ASSERT_TRUE(notice);
  EXPECT_EQ(notice->action, "terminate");
  EXPECT_EQ(notice->deadline, at_notice);
  EXPECT_TRUE(parse_notice("{\n\"time\":\"2026-09-18T08:22:07Z\",\"action\":\"stop\"}\n"));
}

TEST(ParseNotice, TakesNothingElse) {
  for (const char* body :
       {"", "{}", "<html>\"action\": \"time\"</html>", R"({"action": "terminate"})",
        R"({"action": "terminate", "time": "soon"})",
        R"({"action": "terminate", "time": "2026-13-18T08:22:07Z"})",
        R"({"action": "terminate", "time": "2026-09-18T24:22:07Z"})",
        R"({"action": "terminate", "time": "1013-09-18T08:22:07Z"})",
        R"({"action": "terminate", "time": "9999-09-18T08:22:07Z"})",
        R"({"action": "terminate", "time": "2026-09-18T08:22:07+02:00"})",
        R"(["action": "terminate", "time": "2026-09-18T08:22:07Z"])",
        R"({"action": "terminate", "time": "2026-09-18T08:22:07Z")"}) {
    EXPECT_FALSE(parse_notice(body)) << body;
    EXPECT_FALSE(parse_rebalance(body)) << body;
  }
}

TEST(ParseEndpoint, TakesHostsPortsAndPrefixes) {
  const auto endpoint = parse_endpoint("http://127.0.0.1:7777/_spotdrill/imds/i-1/");
  ASSERT_TRUE(endpoint);
  EXPECT_EQ(endpoint->host, "127.0.0.1");
  EXPECT_EQ(endpoint->port, "7777");
  EXPECT_EQ(endpoint->prefix, "/_spotdrill/imds/i-1");
  EXPECT_EQ(parse_endpoint("http://[fd00:ec2::254]")->host, "[fd00:ec2::254]");
  EXPECT_EQ(parse_endpoint("http://[fd00:ec2::254]:81")->port, "81");
  for (const char* url :
       {"", "https://a", "a", "http://", "http://a:", "http://a:b", "http://:80"}) {
    EXPECT_FALSE(parse_endpoint(url)) << url;
  }
}

TEST(ParseReply, TakesStatusAndBody) {
  EXPECT_EQ(parse_reply(reply_of(200, "body"))->body, "body");
  EXPECT_EQ(parse_reply("HTTP/1.0 404 \r\n\r\nto the end")->status, 404);
}

TEST(ParseReply, RefusesWhatIsNone) {
  for (const char* bytes :
       {"", "\r\n\r\n", "SSH-2.0-OpenSSH_9.2p1\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.\r\n\r\n",
        "HTTP/1.1 20x OK\r\n\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/2 200\r\n\r\n"}) {
    EXPECT_EQ(parse_reply(bytes).error(), std::errc::protocol_error) << bytes;
  }
}

class ImdsOf : public testing::Test {
 protected:
  ~ImdsOf() override { ::close(cancel_); }

  FakeImds fake_;
  int cancel_ = ::eventfd(0, EFD_CLOEXEC);
  Imds imds_{*parse_endpoint(fake_.endpoint), cancel_};
};

TEST_F(ImdsOf, AnUndisturbedInstanceSaysNothing) {
  for (int i = 0; i < 3; ++i) {
    const auto warning = imds_.ask();
    ASSERT_TRUE(warning) << warning.error().message();
    EXPECT_FALSE(*warning);
  }
  EXPECT_EQ(fake_.tokens(), 1) << "a token is kept as long as it is good";
}

TEST_F(ImdsOf, ATokenThatIsRefusedIsRenewedAtOnce) {
  ASSERT_TRUE(imds_.ask());
  fake_.forget_tokens();
  fake_.put(FakeImds::notice_path,
            reply_of(200, R"({"action": "stop", "time": "2026-09-18T08:22:07Z"})"));
  const auto warning = imds_.ask();
  ASSERT_TRUE(warning && *warning);
  EXPECT_EQ((*warning)->action, "stop");
  EXPECT_EQ(fake_.tokens(), 2);
}

TEST_F(ImdsOf, TheNoticeComesBeforeTheRecommendation) {
  fake_.put(FakeImds::rebalance_path, reply_of(200, R"({"noticeTime": "2026-09-18T08:20:07Z"})"));
  EXPECT_EQ((**imds_.ask()).kind, Warning::Kind::RebalanceRecommendation);
  fake_.put(FakeImds::notice_path,
            reply_of(200, R"({"action": "terminate", "time": "2026-09-18T08:22:07Z"})"));
  EXPECT_EQ((**imds_.ask()).kind, Warning::Kind::InterruptionNotice);
}

TEST_F(ImdsOf, OnlyA200WithANoticeIsOne) {
  for (const int status : {200, 401, 403, 500, 503}) {
    fake_.put(FakeImds::notice_path,
              reply_of(status, "<html>sign in to this hotel's network</html>"));
    EXPECT_FALSE(imds_.ask()) << status;
  }
}

// Goal: what a connection delivers of a notice before it breaks is none, at whatever byte it
// breaks.
TEST_F(ImdsOf, AReplyThatIsCutOffIsNoNotice) {
  const std::string whole =
      reply_of(200, R"({"action": "terminate", "time": "2026-09-18T08:22:07Z"})");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    fake_.put(FakeImds::notice_path, whole.substr(0, size));
    ASSERT_FALSE(imds_.ask()) << size;
  }
  fake_.put(FakeImds::notice_path, whole);
  EXPECT_TRUE(imds_.ask());
}

TEST_F(ImdsOf, ACancelledRequestEndsAtOnce) {
  const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(silent, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(silent, 1), 0);
  ASSERT_EQ(::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const Endpoint endpoint{.host = "127.0.0.1", .port = std::to_string(ntohs(address.sin_port))};
  EXPECT_EQ(exchange(endpoint, "GET", "/", "", 20ms, cancel_).error(), std::errc::timed_out);
  ::eventfd_write(cancel_, 1);
  EXPECT_EQ(exchange(endpoint, "GET", "/", "", 1h, cancel_).error(), std::errc::operation_canceled);
  ::close(silent);
  EXPECT_FALSE(exchange(endpoint, "GET", "/", "", 1h, cancel_)) << "nobody listens there";
}

/// Sets a variable for one test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

TEST(MetadataEndpoint, IsWhereTheSdksAsk) {
  EXPECT_EQ((**metadata_endpoint("")).host, "169.254.169.254");
  {
    const Variable mode{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv6"};
    EXPECT_EQ((**metadata_endpoint("")).host, "[fd00:ec2::254]");
    const Variable url{"AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://localhost:1338"};
    EXPECT_EQ((**metadata_endpoint("")).host, "localhost");
    EXPECT_EQ((**metadata_endpoint("http://there")).host, "there");
  }
  const Variable disabled{"AWS_EC2_METADATA_DISABLED", "True"};
  EXPECT_FALSE(*metadata_endpoint(""));
  EXPECT_EQ(metadata_endpoint("ftp://there").error(), std::errc::invalid_argument);
}

}  // namespace
}  // namespace spotdrill::checkpoint
