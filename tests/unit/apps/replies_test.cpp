#include "apps/replies.hpp"

#include <gmock/gmock.h>

namespace spotdrill::apps {
namespace {

TEST(QueryParameter, DecodesValuesAndTellsAbsenceFromEmptiness) {
  EXPECT_EQ(query_parameter("since=7&resource=i%2D0", "resource"), "i-0");
  EXPECT_EQ(query_parameter("follow", "follow"), "");
  EXPECT_EQ(query_parameter("since=7", "follow"), std::nullopt);
  EXPECT_EQ(query_parameter({}, "follow"), std::nullopt) << "a target without a query";
}

}  // namespace
}  // namespace spotdrill::apps
