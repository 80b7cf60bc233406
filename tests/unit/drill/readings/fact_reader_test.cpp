#include "drill/readings/fact_reader.hpp"

#include <gmock/gmock.h>

#include "base/json.hpp"
#include "drill/observations.hpp"

namespace spotdrill::drill {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class FactReader : public testing::Test {
 protected:
  FactReader() { seen_.instances = {{.id = "i-1", .request_id = "sir-1"}}; }

  std::string apply_one(double at, std::string kind, std::string_view details,
                        std::string resource = "i-1") {
    return apply_fact(seen_, {.at = second(at),
                              .resource = std::move(resource),
                              .kind = std::move(kind),
                              .details = parse_json(details)->as_object()});
  }

  InstanceTimeline& instance() { return seen_.instances[0]; }

  Observation seen_;
};

TEST_F(FactReader, LifeCycleIsDated) {
  apply_one(1, "instance-state-change", R"({"state": "running"})");
  apply_one(9, "instance-state-change",
            R"({"state": "shutting-down", "reason": "Server.SpotInstanceTermination"})");
  apply_one(10, "instance-state-change", R"({"state": "terminated"})");
  EXPECT_EQ(instance().running, second(1));
  EXPECT_EQ(instance().shutdown_begun, second(9));
  EXPECT_EQ(instance().ended, second(10));
  EXPECT_EQ(instance().state_reason, "Server.SpotInstanceTermination");
}

TEST_F(FactReader, NoticeHasItsDeadline) {
  EXPECT_THAT(apply_one(5, "interruption-notice",
                        R"({"action": "terminate", "deadline": "2026-01-01T00:02:05.000Z"})"),
              HasSubstr("terminate at 2026-01-01T00:02:05Z"));
  EXPECT_EQ(instance().notice, second(5));
  EXPECT_EQ(instance().deadline, second(125));
}

TEST_F(FactReader, PollsAreAskedAndAnswered) {
  apply_one(1, "imds-poll", R"({"path": "events/recommendations/rebalance", "status": 404})");
  EXPECT_FALSE(instance().first_notice_poll);
  EXPECT_THAT(apply_one(2, "imds-poll", R"({"path": "spot/instance-action", "status": 404})"),
              IsEmpty());
  EXPECT_THAT(apply_one(7, "imds-poll", R"({"path": "spot/instance-action", "status": 200})"),
              HasSubstr("has read the notice"));
  EXPECT_EQ(instance().first_notice_poll, second(2));
  EXPECT_EQ(instance().first_notice_answer, second(7));
}

TEST_F(FactReader, EndOfUserDataIsACodeOrASignal) {
  EXPECT_EQ(apply_one(3, "user-data-ended", R"({"code": 75})"),
            "user data ended with exit code 75");
  EXPECT_EQ(instance().user_data_end, (ProcessEnd{.value = 75}));
  EXPECT_EQ(apply_one(4, "user-data-ended", R"({"signal": 15})"), "user data was ended by SIGTERM");
  EXPECT_EQ(instance().user_data_end, (ProcessEnd{.signalled = true, .value = 15}));
}

TEST_F(FactReader, ProcessesAreSeenAtTheShutdown) {
  apply_one(3, "shutdown-processes",
            R"({"processes": [{"pid": 7, "parent": 1, "name": "python3", "caught": [2]}]})");
  ASSERT_EQ(instance().processes.size(), 1U);
  EXPECT_EQ(instance().processes[0].caught, std::vector<int>{2});
  EXPECT_EQ(instance().processes[0].pid, 7);
  EXPECT_EQ(instance().processes[0].parent, 1);
}

TEST_F(FactReader, HowOftenTheNoticeIsAskedForIsKnown) {
  apply_one(2, "imds-poll", R"({"path": "spot/instance-action", "status": 404, "polls": 1})");
  EXPECT_FALSE(instance().notice_poll_interval);
  apply_one(22, "imds-poll",
            R"({"path": "spot/instance-action", "status": 404, "interval_seconds": 20.5})");
  EXPECT_EQ(instance().notice_poll_interval, 20500ms);
}

TEST_F(FactReader, RefusalsOfTheMetadataAreToldApart) {
  apply_one(1, "imds-refused", R"({"path": "/latest/meta-data/ami-id", "token": false})");
  apply_one(2, "imds-refused", R"({"path": "/latest/user-data", "token": false})");
  EXPECT_EQ(instance().imds_without_token, "/latest/meta-data/ami-id");
  EXPECT_THAT(instance().imds_wrong_token, IsEmpty());
  apply_one(3, "imds-refused", R"({"path": "/latest/user-data", "token": true})");
  EXPECT_EQ(instance().imds_wrong_token, "/latest/user-data");
}

TEST_F(FactReader, PollsOfEachPathAreKept) {
  apply_one(2, "imds-poll", R"({"path": "spot/instance-action", "status": 404, "polls": 1})");
  apply_one(7, "imds-poll", R"({"path": "spot/instance-action", "status": 401, "polls": 30})");
  apply_one(8, "imds-poll",
            R"({"path": "events/recommendations/rebalance", "status": 401, "polls": 1})");
  ASSERT_EQ(instance().notice_polls.size(), 2U);
  const NoticePolls& action = instance().notice_polls[0];
  EXPECT_EQ(action.path, "spot/instance-action");
  EXPECT_EQ(action.count, 30U);
  EXPECT_EQ(action.first_not_found, second(2));
  EXPECT_EQ(action.last_answered, second(2));
  EXPECT_EQ(action.status, 401);
  EXPECT_FALSE(instance().notice_polls[1].first_not_found);
  EXPECT_FALSE(instance().notice_polls[1].last_answered);
}

TEST_F(FactReader, ARefusalIsDatedAndMayBeOvercome) {
  apply_one(3, "imds-refused", R"({"path": "/latest/meta-data/", "token": false})");
  apply_one(4, "imds-accepted", R"({"path": "/latest/meta-data/instance-id", "token": false})");
  EXPECT_EQ(instance().imds_without_token_at, second(3));
  EXPECT_TRUE(instance().imds_without_token_overcome);
  EXPECT_FALSE(instance().imds_wrong_token_overcome);
}

TEST_F(FactReader, WhoEndsItselfIsToldFromWhoIsEnded) {
  const auto end = [&](std::string_view reason) {
    apply_one(9, "instance-state-change",
              R"({"state": "shutting-down", "reason": ")" + std::string{reason} + R"("})");
  };
  end("Client.UserInitiatedShutdown");
  EXPECT_FALSE(instance().asked_for_own_end) << "anybody may have";
  apply_one(9, "api-calls", R"({"operation": "ec2:TerminateInstances", "code": "", "count": 1})");
  EXPECT_EQ(instance().asked_for_own_end, second(9));
  instance() = {.id = "i-1"};
  end("Client.InstanceInitiatedShutdown");
  EXPECT_EQ(instance().asked_for_own_end, second(9));
  apply_one(9, "shutdown-begun", R"({"grace-seconds": 90.0})");
  EXPECT_EQ(instance().shutdown_grace, 90s);
  instance() = {.id = "i-1"};
  end("Server.SpotInstanceTermination");
  EXPECT_FALSE(instance().asked_for_own_end);
}

// Goal: the busiest stretch counts, not the average; results are counted each by itself.
TEST_F(FactReader, CallsAreMeasuredWhereTheyWereMostFrequent) {
  const auto call = [&](double at, int count, std::string_view code) {
    apply_one(at, "api-calls",
              R"({"operation": "ec2:DescribeTags", "code": ")" + std::string{code} +
                  R"(", "count": )" + std::to_string(count) + "}");
  };
  call(1, 1, "");
  call(10, 16, "");
  EXPECT_FALSE(instance().api_calls.at(0).shortest_interval);
  call(14, 32, "");
  call(900, 64, "");
  call(901, 1, "Throttling");
  ASSERT_EQ(instance().api_calls.size(), 2U);
  EXPECT_EQ(instance().api_calls[0].count, 64U);
  EXPECT_EQ(instance().api_calls[0].first, second(1));
  EXPECT_EQ(instance().api_calls[0].shortest_interval, 250ms);
  EXPECT_EQ(instance().api_calls[1].code, "Throttling");
}

TEST_F(FactReader, OthersAreNoneOfItsBusiness) {
  EXPECT_THAT(apply_one(1, "instance-state-change", R"({"state": "running"})", "i-2"), IsEmpty());
  EXPECT_THAT(apply_one(1, "anything", "{}"), IsEmpty());
  apply_one(1, "spot-request-status", R"({"code": "fulfilled"})", "sir-1");
  EXPECT_EQ(instance().spot_status, "fulfilled");
}

}  // namespace
}  // namespace spotdrill::drill
