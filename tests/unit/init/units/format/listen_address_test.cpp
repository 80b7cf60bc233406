#include "init/units/format/listen_address.hpp"

#include <gtest/gtest.h>

namespace spotdrill::init::units {
namespace {

using Family = ListenAddress::Family;

TEST(ListenAddress, IsAPathANameAPortOrAnAddressWithOne) {
  struct Case {
    const char* text;
    Family family;
    const char* host;
    std::uint16_t port;
  };
  for (const Case& each :
       {Case{"/run/job.sock", Family::Unix, "/run/job.sock", 0},
        Case{"@job", Family::Unix, "@job", 0}, Case{"8080", Family::Any, "", 8080},
        Case{"127.0.0.1:80", Family::Inet, "127.0.0.1", 80},
        Case{"[::1]:65535", Family::Inet6, "::1", 65535}}) {
    const auto read = parse_listen_address(each.text);
    ASSERT_TRUE(read) << each.text;
    EXPECT_EQ(read->family, each.family) << each.text;
    EXPECT_EQ(read->host, each.host);
    EXPECT_EQ(read->port, each.port);
  }
}

TEST(ListenAddress, WhatIsNoneIsRefused) {
  const std::string long_path = "/" + std::string(108, 'x');
  for (const std::string& text :
       {std::string{}, std::string{"/"}, std::string{"@"}, std::string{"0"}, std::string{"65536"},
        std::string{"80x"}, std::string{"host:80"}, std::string{"127.0.0.1"},
        std::string{"127.0.0.1:"}, std::string{"[127.0.0.1]:80"}, std::string{"::1:80"},
        long_path}) {
    EXPECT_FALSE(parse_listen_address(text)) << text;
  }
}

}  // namespace
}  // namespace spotdrill::init::units
