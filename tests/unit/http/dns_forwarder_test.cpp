#include "http/dns_forwarder.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <fstream>

#include "scratch.hpp"

namespace spotdrill::http {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;

constexpr std::string_view forwarded{"\x12\x34 which?"};

class ForwardedQuery : public ::testing::Test {
 protected:
  ForwardedQuery() : server_(loop_, udp::endpoint{asio::ip::make_address("127.0.0.1"), 0}) {
    std::ofstream{file_} << "search lan\nnameserver 127.0.0.1\n";
  }

  /// Has the name server say `reply` to the next query.
  void answer_with(std::string reply) {
    server_.async_receive_from(asio::buffer(packet_), from_,
                               [this, reply](const boost::system::error_code& error, std::size_t) {
                                 ++asked_;
                                 if (!error && !reply.empty())
                                   server_.send_to(asio::buffer(reply), from_);
                               });
  }

  /// What comes of a query; "nothing" when nothing does.
  std::string ask() {
    std::optional<std::string> got;
    forwarder_->ask(std::string{forwarded},
                    [&](std::optional<std::string> reply) { got = reply.value_or("nothing"); });
    while (!got) {
      loop_.restart();
      loop_.run_one();
    }
    return *got;
  }

  asio::io_context loop_;
  udp::socket server_;
  ScratchDirectory scratch_;
  std::filesystem::path file_ = scratch_.path() / "resolv.conf";
  std::unique_ptr<DnsForwarder> forwarder_ =
      std::make_unique<DnsForwarder>(loop_, file_, server_.local_endpoint().port());
  std::array<char, 512> packet_{};
  udp::endpoint from_;
  int asked_ = 0;
};

TEST_F(ForwardedQuery, ReplyComesBackAsItIs) {
  answer_with("\x12\x34 that one");
  EXPECT_EQ(ask(), "\x12\x34 that one");
  EXPECT_EQ(std::string(packet_.data(), forwarded.size()), forwarded);
  loop_.restart();
  loop_.poll();  // What was cancelled lets go of the query.
  EXPECT_EQ(forwarder_->pending(), 0U);
}

TEST_F(ForwardedQuery, ReplyToAnotherQueryIsNone) {
  answer_with("\x43\x21 that one");
  EXPECT_EQ(ask(), "nothing");
}

// Goal: a job without an internet is not kept waiting for each name.
TEST_F(ForwardedQuery, NameServersThatAreSilentAreLeftAloneForAWhile) {
  answer_with("");
  EXPECT_EQ(ask(), "nothing");
  EXPECT_EQ(asked_, 1);
  answer_with("\x12\x34 that one");
  EXPECT_EQ(ask(), "nothing");
  EXPECT_EQ(asked_, 1);
}

TEST(NameServers, AreThoseOfResolvConf) {
  const auto servers = name_servers_of(
      "# nameserver 9.9.9.9\nnameserver 192.0.2.53\noptions rotate\nnameserver fd00::53\n"
      "nameserver nonsense\nnameserver 192.0.2.54\nnameserver 192.0.2.55\n");
  ASSERT_EQ(servers.size(), 3U);
  EXPECT_EQ(servers[0].to_string(), "192.0.2.53");
  EXPECT_EQ(servers[1].to_string(), "fd00::53");
  EXPECT_EQ(servers[2].to_string(), "192.0.2.54");
}

}  // namespace
}  // namespace spotdrill::http
