#include "http/proxy.hpp"

#include <gmock/gmock.h>

namespace spotdrill::http {
namespace {

TEST(ParseAuthority, ReadsHostsPortsAndBrackets) {
  const auto aws = parse_authority("EC2.us-east-1.amazonaws.com:443", 80);
  ASSERT_TRUE(aws.has_value());
  EXPECT_EQ(aws->host, "ec2.us-east-1.amazonaws.com");
  EXPECT_EQ(aws->port, 443);
  EXPECT_EQ(parse_authority("localhost", 80)->port, 80);
  EXPECT_EQ(parse_authority("[::1]:4566", 80)->host, "::1");
}

TEST(ParseAuthority, RefusesWhatIsNone) {
  for (const char* text : {"", ":80", "a:", "a:b", "a:70000", "user@host:80", "a b", "[::1", "a/b",
                           "::1:80", "[::1]x"}) {
    EXPECT_FALSE(parse_authority(text, 80).has_value()) << text;
  }
}

TEST(ParseAbsoluteForm, SplitsHostAndTarget) {
  const auto form = parse_absolute_form("http://169.254.169.254/latest/meta-data/?x=1");
  ASSERT_TRUE(form.has_value());
  EXPECT_EQ(form->authority.host, "169.254.169.254");
  EXPECT_EQ(form->authority.port, 80);
  EXPECT_EQ(form->target, "/latest/meta-data/?x=1");
  EXPECT_EQ(parse_absolute_form("http://localhost:8080")->target, "/");
  EXPECT_EQ(parse_absolute_form("http://localhost?a")->target, "/?a");
  EXPECT_FALSE(parse_absolute_form("/latest/").has_value());
  EXPECT_FALSE(parse_absolute_form("ftp://localhost/").has_value());
}

TEST(RouteOf, ADrillReachesAwsAndThisMachineOnly) {
  const auto route = [](const char* text) { return route_of(*parse_authority(text, 443)); };
  EXPECT_EQ(route("fis.us-east-1.amazonaws.com:443"), Route::Ours);
  EXPECT_EQ(route("169.254.169.254:80"), Route::Ours);
  EXPECT_EQ(route("fis.us-east-1.amazonaws.com:22"), Route::Refused);
  EXPECT_EQ(route("127.0.0.1:8080"), Route::Loopback);
  EXPECT_EQ(route("app.localhost:8080"), Route::Loopback);
  EXPECT_EQ(route("pypi.org:443"), Route::Refused);
  EXPECT_EQ(route("169.254.169.253:80"), Route::Refused);
}

TEST(ParseBasic, NamesTheInstance) {
  const auto user = parse_basic("Basic aS0wYWJjOnMzY3JldA==");
  ASSERT_TRUE(user.has_value());
  EXPECT_EQ(user->name, "i-0abc");
  EXPECT_EQ(user->secret, "s3cret");
  EXPECT_FALSE(parse_basic("Bearer x").has_value());
  EXPECT_FALSE(parse_basic("Basic !!!").has_value());
}

}  // namespace
}  // namespace spotdrill::http
