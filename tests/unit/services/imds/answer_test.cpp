#include <gmock/gmock.h>

#include "base/json.hpp"
#include "services/imds/fixture.hpp"

namespace spotdrill::imds {
namespace {

constexpr const char* id_path = "/latest/meta-data/instance-id";
constexpr const char* action_path = "/latest/meta-data/spot/instance-action";

TEST(Imds, TokenIsGivenAndTaken) {
  Service service;
  const auto put = service.put_token("60");
  EXPECT_EQ(put.status, 200);
  EXPECT_EQ(put.headers.get("X-aws-ec2-metadata-token-ttl-seconds"), "60");
  EXPECT_EQ(put.headers.get("Server"), "EC2ws");
  const protocol::Headers with{{"X-aws-ec2-metadata-token", put.body}};
  service.time.run_for(20s);
  const auto got = service.get(id_path, with);
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.headers.get("X-aws-ec2-metadata-token-ttl-seconds"), "40");
  service.time.run_for(40s);
  EXPECT_EQ(service.get(id_path, with).status, 401);
}

TEST(Imds, TokenRequestIsChecked) {
  Service service;
  for (const char* ttl : {"0", "21601", "x", ""}) EXPECT_EQ(service.put_token(ttl).status, 400);
  EXPECT_EQ(service.ask({.method = "PUT", .target = "/latest/api/token"}).status, 400);
  EXPECT_EQ(service
                .ask({.method = "PUT",
                      .target = "/latest/api/token",
                      .headers = {{"X-aws-ec2-metadata-token-ttl-seconds", "60"},
                                  {"x-forwarded-for", "10.0.0.1"}}})
                .status,
            403);
  const auto get = service.get("/latest/api/token");
  EXPECT_EQ(get.status, 405);
  EXPECT_EQ(get.headers.get("Allow"), "OPTIONS, PUT");
}

TEST(Imds, WrongTokenIsRefusedThoughNoneIsNeeded) {
  Service service;
  EXPECT_EQ(service.get(id_path).status, 200);
  EXPECT_EQ(service.get(id_path, {{"X-aws-ec2-metadata-token", "wrong"}}).status, 401);
}

TEST(Imds, AnotherInstancesTokenIsWrong) {
  Service service;
  const std::string token = service.put_token("60").body;
  service.instance.id = "i-other";
  EXPECT_EQ(service.get(id_path, {{"X-aws-ec2-metadata-token", token}}).status, 401);
}

TEST(Imds, RequiredTokensAreRequired) {
  Service service;
  service.instance.metadata_options.http_tokens = "required";
  EXPECT_EQ(service.get(id_path).status, 401);
  const std::string token = service.put_token("60").body;
  EXPECT_EQ(service.get(id_path, {{"X-aws-ec2-metadata-token", token}}).status, 200);
}

TEST(Imds, DisabledEndpointForbidsEverything) {
  Service service;
  service.instance.metadata_options.http_endpoint = "disabled";
  EXPECT_EQ(service.get(id_path).status, 403);
  EXPECT_EQ(service.put_token("60").status, 403);
}

TEST(Imds, OtherMethodsAreNotAllowed) {
  Service service;
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH"}) {
    EXPECT_EQ(service.ask({.method = method, .target = id_path}).status, 405) << method;
  }
  const auto head = service.ask({.method = "HEAD", .target = id_path});
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(head.body.empty());
  EXPECT_EQ(head.headers.get("Content-Length"), std::to_string(service.get(id_path).body.size()));
}

TEST(Imds, ASlashAfterTheTokensPathIsForbidden) {
  Service service;
  EXPECT_EQ(service
                .ask({.method = "PUT",
                      .target = "/latest/api/token/",
                      .headers = {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}}})
                .status,
            403);
}

TEST(Imds, WhatIsNotThereIsSaidAsAwsSaysIt) {
  Service service;
  const auto response = service.get("/latest/meta-data/nothing");
  EXPECT_EQ(response.headers.get("Content-Type"), "text/html");
  EXPECT_TRUE(response.body.starts_with("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n"));
  EXPECT_NE(response.body.find("<h1>404 - Not Found</h1>"), std::string::npos);
}

TEST(Imds, CredentialsAreADocumentThatJsonReads) {
  Service service;
  const auto response = service.get("/latest/meta-data/iam/security-credentials/job-role");
  const auto document = parse_json(response.body);
  ASSERT_TRUE(document.has_value());
  const json::object& object = document->get_object();
  EXPECT_EQ(string_at(object, "Code"), "Success");
  EXPECT_EQ(string_at(object, "Type"), "AWS-HMAC");
  EXPECT_EQ(string_at(object, "Token"), "token\"1");
  EXPECT_EQ(string_at(object, "Expiration"), "2026-11-23T16:00:00Z");
}

// Goal: the verdict can say when a job first asked for the notice, how often it asks, and when it
// saw the notice first, and a month of polling does not flood the journal.
TEST(Imds, PollingForTheNoticeIsInTheJournal) {
  Service service;
  service.instance.interruption->noticed.reset();
  for (int i = 0; i < 1000; ++i) {
    service.get(action_path);
    service.time.run_for(5s);
  }
  service.instance.interruption->noticed = service.time.now();
  service.get(action_path);
  service.get(action_path);

  std::vector<const Fact*> polls;
  for (const Fact& fact : service.journal.facts()) {
    if (fact.kind == "imds-poll") polls.push_back(&fact);
  }
  ASSERT_EQ(polls.size(), polls_in_full + 1);
  EXPECT_EQ(polls.front()->at, test_start);
  EXPECT_EQ(polls.front()->details.at("first_after_notice"), false);
  const json::object& saw = polls.back()->details;
  EXPECT_EQ(saw.at("path"), "spot/instance-action");
  EXPECT_EQ(saw.at("status"), 200);
  EXPECT_EQ(saw.at("polls"), 1001);
  EXPECT_EQ(saw.at("first_after_notice"), true);
  EXPECT_EQ(saw.at("interval_seconds"), 5.0);
}

TEST(Imds, PollsAreCountedOnAfterARestart) {
  Service service;
  service.get(action_path);
  Imds restarted{service.world, service.sources()};
  restarted.answer({.method = "GET", .target = action_path}, service.instance, service.place);
  const Fact& last = service.journal.facts().back();
  EXPECT_EQ(last.details.at("polls"), 2);
  EXPECT_EQ(last.details.at("first_after_notice"), false);
}

TEST(Imds, RefusalsAreInTheJournalOnceOfEachKind) {
  Service service;
  service.instance.metadata_options.http_tokens = "required";
  for (int i = 0; i < 2; ++i) {
    service.get(id_path);
    service.get(id_path, {{"X-aws-ec2-metadata-token", "wrong"}});
  }
  Imds restarted{service.world, service.sources()};
  restarted.answer({.method = "GET", .target = id_path}, service.instance, service.place);
  const auto& facts = service.journal.facts();
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[0].kind, "imds-refused");
  EXPECT_EQ(facts[0].details.at("token"), false);
  EXPECT_EQ(facts[0].details.at("path"), id_path);
  EXPECT_EQ(facts[1].details.at("token"), true);
}

std::string kinds_in(const Service& service) {
  std::string kinds;
  for (const Fact& fact : service.journal.facts()) kinds += fact.kind + " ";
  return kinds;
}

// Goal: a job that takes a new token when it is refused is told from one that does not.
TEST(Imds, WhoeverGoesOnAfterARefusalIsInTheJournal) {
  Service service;
  const protocol::Headers wrong{{"X-aws-ec2-metadata-token", "wrong"}};
  const protocol::Headers good{{"X-aws-ec2-metadata-token", service.put_token("60").body}};
  service.get(id_path, wrong);
  service.get("/latest/meta-data/placement/region");
  service.get("/latest/meta-data/iam/security-credentials/", good);
  EXPECT_EQ(kinds_in(service), "imds-refused imds-v1-use ") << "these may be others";
  for (int i = 0; i < 2; ++i) service.get("/latest/meta-data/placement/region", good);
  EXPECT_EQ(kinds_in(service), "imds-refused imds-v1-use imds-accepted ");
  EXPECT_EQ(service.journal.facts().back().details.at("token"), true);
}

TEST(Imds, ThePollAfterARefusalIsToldThoughNothingChanged) {
  Service service;
  for (std::uint64_t i = 0; i < polls_in_full + 4; ++i) service.get(action_path);
  service.get(id_path, {{"X-aws-ec2-metadata-token", "wrong"}});
  const std::size_t before = service.journal.facts().size();
  for (int i = 0; i < 3; ++i) service.get(action_path);
  ASSERT_EQ(service.journal.facts().size(), before + 1);
  EXPECT_EQ(service.journal.facts().back().kind, "imds-poll");
}

TEST(Imds, FirstUseWithoutATokenIsInTheJournal) {
  Service service;
  service.get(id_path);
  service.get(id_path);
  const auto& facts = service.journal.facts();
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts.front().kind, "imds-v1-use");
}

}  // namespace
}  // namespace spotdrill::imds
