#include "forward/address.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace spotdrill::forward {
namespace {

constexpr std::uint16_t own_port = 4566;

bool may_go_to(const char* text, std::uint16_t port) {
  sockaddr_storage storage{};
  auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
  if (::inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
  } else {
    EXPECT_EQ(::inet_pton(AF_INET6, text, &v6.sin6_addr), 1) << text;
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
  }
  return may_be_connected(reinterpret_cast<sockaddr&>(storage), own_port);
}

// Goal: no name that is configured leads to a metadata service, whatever it resolves to.
TEST(Address, OfTheLinkIsRefused) {
  for (const char* text :
       {"169.254.169.254", "169.254.170.2", "::ffff:169.254.169.254", "fe80::1", "fd00:ec2::254"}) {
    EXPECT_FALSE(may_go_to(text, 80)) << text;
  }
}

TEST(Address, OfTheServerItselfIsRefused) {
  for (const char* text : {"127.0.0.1", "127.0.0.2", "0.0.0.0", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_FALSE(may_go_to(text, own_port)) << text;
    EXPECT_TRUE(may_go_to(text, 9000)) << text;
  }
}

TEST(Address, OfAnybodyElseIsTaken) {
  for (const char* text : {"10.0.0.7", "52.216.1.2", "2600:1fa0::1", "fd12::1"}) {
    EXPECT_TRUE(may_go_to(text, own_port)) << text;
  }
}

}  // namespace
}  // namespace spotdrill::forward
