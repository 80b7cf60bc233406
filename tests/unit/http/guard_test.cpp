#include "http/guard.hpp"

#include <gmock/gmock.h>

namespace spotdrill::http {
namespace {

protocol::HttpRequest request(protocol::Headers headers) {
  return {.method = "POST", .target = "/", .headers = std::move(headers), .body = {}};
}

TEST(Guard, HostsOfThisMachineAndOfAwsPass) {
  for (const char* host : {"localhost:4566", "127.0.0.1:4566", "[::1]:4566", "localhost",
                           "ec2.us-east-1.amazonaws.com", "sqs.us-east-1.amazonaws.com:443"}) {
    EXPECT_FALSE(refuse_foreign(request({{"Host", host}})).has_value()) << host;
  }
}

TEST(Guard, ReboundNamesAreRefused) {
  for (const char* host : {"evil.example:4566", "", "amazonaws.com.evil.org", "192.168.1.7:4566"}) {
    EXPECT_TRUE(refuse_foreign(request({{"Host", host}})).has_value()) << host;
  }
  EXPECT_TRUE(refuse_foreign(request({})).has_value()) << "no Host at all";
}

TEST(Guard, OtherSitesAreRefusedAndTheOwnPageIsNot) {
  const auto with_origin = [](const char* origin) {
    return refuse_foreign(request({{"Host", "127.0.0.1:4566"}, {"Origin", origin}}));
  };
  EXPECT_FALSE(with_origin("http://127.0.0.1:4566").has_value());
  EXPECT_TRUE(with_origin("https://evil.example").has_value());
  EXPECT_TRUE(with_origin("http://127.0.0.1:8080").has_value());
  EXPECT_TRUE(with_origin("null").has_value());
  EXPECT_TRUE(refuse_foreign(request({{"Host", "localhost"}, {"Sec-Fetch-Site", "cross-site"}}))
                  .has_value());
}

protocol::HttpRequest get(const std::string& target, protocol::Headers headers) {
  headers.add("Host", "127.0.0.1:4566");
  return {.method = "GET", .target = target, .headers = std::move(headers), .body = {}};
}

// Goal: <img src="http://127.0.0.1:4566/?Action=RunInstances…"> runs nothing, whatever the browser.
// Method: what browsers send with an image: Referer, the older ones; Sec-Fetch-*, those of today.
TEST(Guard, GetOfABrowserWithoutOriginChangesNothing) {
  const std::string run = "/?Action=RunInstances&Version=2016-11-15&MaxCount=1";
  EXPECT_FALSE(refuse_foreign(get(run, {})).has_value()) << "curl's users do this";
  for (const protocol::Headers::Field& mark :
       {protocol::Headers::Field{"Referer", "https://evil.example/"},
        {"referer", "http://127.0.0.1:4566/"},
        {"Sec-Fetch-Site", "none"},
        {"Sec-Fetch-Site", "same-origin"},
        {"sec-fetch-dest", "image"},
        {"Sec-Fetch-Mode", "no-cors"}}) {
    const auto refused = refuse_foreign(get(run, {mark}));
    ASSERT_TRUE(refused.has_value()) << mark.first;
    EXPECT_THAT(*refused, testing::HasSubstr("may look, not change"));
    EXPECT_TRUE(refuse_page(get(run, {mark})).has_value()) << "through the proxy";
    auto head = get(run, {mark});
    head.method = "HEAD";
    EXPECT_TRUE(refuse_foreign(head).has_value());
  }
}

TEST(Guard, ActionIsSeenHoweverItIsWritten) {
  for (const char* query : {"%41ction=RunInstances", "A=1&Action=%52unInstances",
                            "Action=DescribeInstances&Action=RunInstances", "Action=", "%zz=1"}) {
    EXPECT_TRUE(
        refuse_foreign(get(std::string{"/?"} + query, {{"Sec-Fetch-Dest", "image"}})).has_value())
        << query;
  }
}

TEST(Guard, BrowserMayLook) {
  for (const char* target : {"/_spotdrill/health", "/?Action=DescribeInstances", "/experiments",
                             "/?Action=GetCallerIdentity", "/?Action=ListMetrics"}) {
    EXPECT_FALSE(refuse_foreign(get(target, {{"Sec-Fetch-Site", "none"}})).has_value()) << target;
  }
}

TEST(Guard, PostWithARefererNamesItsSite) {
  const auto post = [](protocol::Headers headers) {
    headers.add("Host", "localhost");
    return refuse_foreign(request(std::move(headers)));
  };
  EXPECT_TRUE(post({{"Referer", "https://evil.example/"}}).has_value());
  EXPECT_FALSE(post({{"Referer", "http://localhost/"}, {"Origin", "http://localhost"}}));
  EXPECT_FALSE(post({{"Sec-Fetch-Mode", "cors"}})) << "Node's fetch sends it";
}

TEST(Guard, PagesOfABrowserBehindTheProxyAreRefused) {
  protocol::HttpRequest proxied = request({{"Host", "ec2.us-east-1.amazonaws.com"}});
  EXPECT_FALSE(refuse_page(proxied).has_value());
  proxied.headers.set("Origin", "https://evil.example");
  EXPECT_TRUE(refuse_page(proxied).has_value());
}

}  // namespace
}  // namespace spotdrill::http
