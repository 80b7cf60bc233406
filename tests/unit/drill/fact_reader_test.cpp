#include "drill/fact_reader.hpp"

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
  apply_one(3, "shutdown-begun", R"({"processes": [{"name": "python3", "caught": [2]}]})");
  ASSERT_EQ(instance().processes.size(), 1U);
  EXPECT_EQ(instance().processes[0].caught, std::vector<int>{2});
}

TEST_F(FactReader, OthersAreNoneOfItsBusiness) {
  EXPECT_THAT(apply_one(1, "instance-state-change", R"({"state": "running"})", "i-2"), IsEmpty());
  EXPECT_THAT(apply_one(1, "anything", "{}"), IsEmpty());
  apply_one(1, "spot-request-status", R"({"code": "fulfilled"})", "sir-1");
  EXPECT_EQ(instance().spot_status, "fulfilled");
}

}  // namespace
}  // namespace spotdrill::drill
