#include "apps/missing.hpp"

#include <gtest/gtest.h>

namespace spotdrill::apps {
namespace {

TEST(Missing, NameIsTheInternetsOrAService) {
  const Unavailable name = missing_name({.name = "github.com", .service = {}});
  EXPECT_EQ(name.kind, "name");
  EXPECT_EQ(name.what, "github.com");
  const Unavailable efs =
      missing_name({.name = "fs-1.efs.us-east-1.amazonaws.com", .service = "efs"});
  EXPECT_EQ(efs.kind, "service");
  EXPECT_EQ(efs.what, "efs");
  EXPECT_NE(efs.detail.find("fs-1.efs.us-east-1"), std::string::npos);
}

TEST(Missing, CallNamesItsServiceAndWhatItCalled) {
  wire::Unserved call{
      .from = "i-1", .caller_arn = {}, .service = "dynamodb", .operation = "PutItem"};
  EXPECT_EQ(missing_call(call).kind, "service");
  EXPECT_EQ(missing_call(call).what, "dynamodb");
  EXPECT_NE(missing_call(call).detail.find("PutItem"), std::string::npos);
  call.service_known = true;
  EXPECT_EQ(missing_call(call).kind, "operation");
  EXPECT_EQ(missing_call(call).what, "dynamodb:PutItem");
}

TEST(Missing, BytesThatAreNoTextDoNotReachTheJournal) {
  EXPECT_EQ(missing_name({.name = "a\xff.com", .service = {}}).what, "a?.com");
}

}  // namespace
}  // namespace spotdrill::apps
