#include "apps/admin.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "apps/metadata_key.hpp"
#include "apps/world.hpp"

namespace spotdrill::apps {
namespace {

struct Reply final : http::Responder::Target {
  void reply(protocol::HttpResponse given) override { response = std::move(given); }
  std::shared_ptr<http::ReplyStream> stream(protocol::HttpResponse) override { return nullptr; }
  protocol::HttpResponse response;
};

protocol::HttpResponse ask(Admin& admin, const std::string& path, const std::string& body) {
  const auto reply = std::make_shared<Reply>();
  admin.handle({.method = "POST", .target = "/_spotdrill/" + path, .headers = {}, .body = body},
               http::Responder{reply});
  return reply->response;
}

/// What happened to the instance, with its times.
std::string interruption_of(AppWorld& world, const std::string& id) {
  std::string text = "\n";
  for (const Fact& fact : world.journal.facts()) {
    if (fact.resource != id) continue;
    if (fact.kind != "rebalance-recommendation" && fact.kind != "interruption-notice" &&
        fact.kind != "shutdown-begun") {
      continue;
    }
    text +=
        fmt::format("T+{:g}s {}\n",
                    std::chrono::duration<double>(fact.at - AppWorld::start).count(), fact.kind);
  }
  return text;
}

// Goal: an interruption by hand has AWS's order: recommendation, notice, deadline.
// Method: virtual time; the journal is the only witness.
TEST(Admin, InterruptionByHandBeginsWithARebalanceRecommendation) {
  AppWorld world;
  Admin admin{world.world, world.host, world.services, {}};
  const std::string id = world.run_spot_instance();
  const auto response = ask(admin, "instances/" + id + "/interrupt", R"({"notice": "5m"})");
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_THAT(response.body, testing::HasSubstr("2026-11-23T10:05:00Z"));
  world.time.run_for(6min);
  EXPECT_EQ(interruption_of(world, id), R"(
T+0s rebalance-recommendation
T+180s interruption-notice
T+300s shutdown-begun
)");
}

TEST(Admin, ShortNoticeComesAlongWithTheRecommendation) {
  AppWorld world;
  Admin admin{world.world, world.host, world.services, {}};
  const std::string id = world.run_spot_instance();
  EXPECT_EQ(ask(admin, "instances/" + id + "/interrupt", "").status, 200);
  world.time.run_for(3min);
  EXPECT_EQ(interruption_of(world, id), R"(
T+0s rebalance-recommendation
T+0s interruption-notice
T+120s shutdown-begun
)");
}

protocol::HttpResponse get(Admin& admin, const std::string& path, const std::string& bearer) {
  const auto reply = std::make_shared<Reply>();
  protocol::HttpRequest request{.method = "GET", .target = "/_spotdrill/" + path};
  if (!bearer.empty()) request.headers.add("Authorization", "Bearer " + bearer);
  admin.handle(std::move(request), http::Responder{reply});
  return reply->response;
}

// Goal: who reads an instance's metadata gets its role's keys, and with them the right to run
// anything as the server's user: that is for who may do so anyway.
TEST(Admin, MetadataFromOutsideNeedsTheTokenOrTheInstancesKey) {
  AppWorld world;
  Admin admin{world.world, world.host, world.services, {.token = "secret"}};
  const std::string id = world.run_spot_instance();
  const std::string path = "/latest/meta-data/instance-id";
  EXPECT_EQ(get(admin, "imds/" + id + path, "").status, 401);
  EXPECT_EQ(get(admin, "imds/" + id + path, "wrong").status, 401);
  EXPECT_EQ(get(admin, "imds/" + id + "/x" + path, "").status, 401);
  EXPECT_EQ(get(admin, "imds/" + id + "/" + metadata_key("secret", "i-0") + path, "").status, 401);
  EXPECT_EQ(get(admin, "imds/i-none" + path, "").status, 401) << "not even whether it is there";

  EXPECT_EQ(get(admin, "imds/" + id + path, "secret").body, id);
  const std::string keyed = "imds/" + id + "/" + metadata_key("secret", id);
  EXPECT_EQ(get(admin, keyed + path, "").body, id);
  EXPECT_EQ(get(admin, keyed + path, "secret").body, id) << "both";
  EXPECT_EQ(get(admin, "imds/i-none" + path, "secret").status, 404);
}

TEST(Admin, KeyOfAnInstanceOpensItsMetadataOnly) {
  AppWorld world;
  Admin admin{world.world, world.host, world.services, {.token = "secret"}};
  const std::string id = world.run_spot_instance();
  const std::string key = metadata_key("secret", id);
  EXPECT_EQ(get(admin, "instances", key).status, 401);
  EXPECT_EQ(get(admin, "instances/" + id + "/console", key).status, 401);
  EXPECT_TRUE(admin.is_key_of(id, key));
  EXPECT_FALSE(admin.is_key_of(id, ""));
  EXPECT_FALSE(admin.is_key_of(id, "x"));
  EXPECT_FALSE(admin.is_key_of("i-0", key));
}

TEST(Admin, WithoutSignaturesNothingIsAskedFor) {
  AppWorld world;
  Admin admin{world.world, world.host, world.services, {}};
  const std::string id = world.run_spot_instance();
  EXPECT_EQ(get(admin, "imds/" + id + "/latest/meta-data/instance-id", "").body, id);
  EXPECT_TRUE(admin.is_key_of(id, ""));
}

TEST(Admin, HealthTellsStrangersNothingOfTheUsersDirectories) {
  AppWorld world;
  Admin admin{world.world,
              world.host,
              world.services,
              {.token = "secret", .shares = {{.host = "/home/me/work", .guest = "/work"}}}};
  const auto strangers = get(admin, "health", "");
  EXPECT_EQ(strangers.status, 200);
  EXPECT_THAT(strangers.body, testing::Not(testing::HasSubstr("/home/me")));
  EXPECT_THAT(get(admin, "health", "secret").body, testing::HasSubstr("/home/me/work"));
}

}  // namespace
}  // namespace spotdrill::apps
