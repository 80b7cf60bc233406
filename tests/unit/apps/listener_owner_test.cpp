#include "apps/listener_owner.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace spotdrill::apps {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Source: a Debian 12 machine; 11D6 is 4566.
constexpr std::string_view table =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n"
    "   0: 0100007F:11D6 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 "
    "22371 1 0000000000000000 100 0 0 10 0\n"
    "   1: 00000000:11D7 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 "
    "22372 1 0000000000000000 100 0 0 10 0\n"
    "   2: 0501A8C0:11D8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 "
    "22373 1 0000000000000000 100 0 0 10 0\n"
    "   3: 0100007F:11D9 0100007F:11D6 01 00000000:00000000 00:00000000 00000000  1002        0 "
    "22374 1 0000000000000000 20 4 30 10 -1\n";

constexpr std::string_view table6 =
    "   0: 00000000000000000000000001000000:11D6 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000  1003        0 22371 1 0000000000000000 100 0 0 10 0\n"
    "   1: 00000000000000000000000000000000:11D7 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000  1004        0 22371 1 0000000000000000 100 0 0 10 0\n"
    "   2: 0000000000000000FFFF00000100007F:11D8 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000  1005        0 22371 1 0000000000000000 100 0 0 10 0\n";

TEST(ListenerOwner, IsWhoListensWhereLoopbackLeads) {
  EXPECT_THAT(listeners_in(table, 4566), ElementsAre(1000));
  EXPECT_THAT(listeners_in(table, 4567), ElementsAre(0)) << "at any address";
  EXPECT_THAT(listeners_in(table, 4568), IsEmpty()) << "at another interface's";
  EXPECT_THAT(listeners_in(table, 4569), IsEmpty()) << "a client";
  EXPECT_THAT(listeners_in(table6, 4566), ElementsAre(1003));
  EXPECT_THAT(listeners_in(table6, 4567), ElementsAre(1004));
  EXPECT_THAT(listeners_in(table6, 4568), ElementsAre(1005));
  EXPECT_THAT(listeners_in("", 4566), IsEmpty());
  EXPECT_THAT(listeners_in("0: x\n\n1: 0100007F:zz 0 0A 0 0 0 x", 4566), IsEmpty());
}

TEST(ListenerOwner, IsReadFromThisMachine) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  socklen_t size = sizeof address;
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(fd, 1), 0);
  ASSERT_EQ(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), 0);
  EXPECT_THAT(listeners_on(ntohs(address.sin_port)), ElementsAre(::geteuid()));
  ::close(fd);
}

}  // namespace
}  // namespace spotdrill::apps
