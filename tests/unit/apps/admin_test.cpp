#include "apps/admin.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

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

}  // namespace
}  // namespace spotdrill::apps
