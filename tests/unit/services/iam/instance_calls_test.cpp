#include "services/iam/instance_calls.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/json.hpp"
#include "services/iam/fixture.hpp"

namespace spotdrill::iam {
namespace {

constexpr std::string_view session = "arn:aws:sts::123456789012:assumed-role/worker/i-0123";
constexpr std::string_view put = "PutMetricData";

class InstanceCallsTest : public testing::Test, protected Fixture {
 protected:
  void call(std::string_view caller, std::string_view code = {}) {
    calls.note(caller, "us-east-1", "cloudwatch", put, code);
  }

  std::string told() {
    std::string text;
    for (const Fact& fact : journal.facts()) {
      text += fmt::format("{} {} {} {} {}\n", fact.resource, fact.kind,
                          std::string_view{string_at(fact.details, "operation")},
                          std::string_view{string_at(fact.details, "code")},
                          to_text(fact.details.at("count")));
    }
    return text;
  }

  InstanceCalls calls{world};
};

// Goal: a job that calls for a month does not fill the journal.
TEST_F(InstanceCallsTest, AreToldWheneverTheirNumberHasDoubled) {
  for (int i = 0; i < 9; ++i) call(session);
  call(session, "ExpiredToken");
  EXPECT_EQ(told(),
            "i-0123 api-calls cloudwatch:PutMetricData  1\n"
            "i-0123 api-calls cloudwatch:PutMetricData  2\n"
            "i-0123 api-calls cloudwatch:PutMetricData  4\n"
            "i-0123 api-calls cloudwatch:PutMetricData  8\n"
            "i-0123 api-calls cloudwatch:PutMetricData ExpiredToken 1\n");
}

// Goal: who takes new credentials is told from who does not, however much it had called before.
TEST_F(InstanceCallsTest, AreToldWhenTheySucceedAfterARefusal) {
  for (int i = 0; i < 5; ++i) call(session);
  call(session, "ExpiredToken");
  for (int i = 0; i < 2; ++i) call(session);
  EXPECT_THAT(told(), testing::EndsWith("i-0123 api-calls cloudwatch:PutMetricData ExpiredToken 1\n"
                                        "i-0123 api-calls cloudwatch:PutMetricData  6\n"));
}

TEST_F(InstanceCallsTest, AreNobodyElses) {
  call("arn:aws:iam::123456789012:root");
  call("arn:aws:iam::123456789012:user/i-0123");
  call("arn:aws:sts::123456789012:assumed-role/worker/somebody");
  call("");
  EXPECT_EQ(told(), "");
}

TEST_F(InstanceCallsTest, GoOnAfterARestart) {
  for (int i = 0; i < 2; ++i) call(session);
  InstanceCalls restarted{world};
  for (int i = 0; i < 2; ++i) restarted.note(session, "us-east-1", "cloudwatch", put, {});
  EXPECT_EQ(journal.facts().back().details.at("count"), 4);
  EXPECT_EQ(journal.facts().size(), 3U);
}

}  // namespace
}  // namespace spotdrill::iam
