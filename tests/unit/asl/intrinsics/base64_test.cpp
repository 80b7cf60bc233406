#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(Base64Test, DataIsEncodedAndDecoded) {
  EXPECT_EQ(evaluated("States.Base64Encode('Data to encode')"), "'RGF0YSB0byBlbmNvZGU='");
  EXPECT_EQ(evaluated("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')"), "'Data to encode'");
  EXPECT_EQ(evaluated("States.Base64Encode('ä')"), "'w6Q='");
  EXPECT_EQ(evaluated("States.Base64Decode('')"), "''");
  EXPECT_EQ(intrinsic_failure("States.Base64Decode('?')"), "The data is not in base64");
  EXPECT_EQ(intrinsic_failure("States.Base64Encode(1)"), "Argument 1 must be a string");
}

TEST(Base64Test, BytesThatAreNoTextAreReplaced) {
  EXPECT_EQ(evaluated("States.Base64Decode('YYBi/w==')"), "'a\uFFFDb\uFFFD'");
}

TEST(Base64Test, TenThousandCharactersAreTheMost) {
  const std::string most = "\"" + std::string(10'000, 'a') + "\"";
  const std::string more = "\"" + std::string(10'001, 'a') + "\"";
  EXPECT_THAT(evaluated("States.Base64Encode($)", most), testing::StartsWith("'"));
  EXPECT_EQ(intrinsic_failure("States.Base64Encode($)", more),
            "The data must not be longer than 10000 characters");
}

}  // namespace
}  // namespace spotdrill::asl
