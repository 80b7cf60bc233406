#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(HashTest, EachAlgorithmIsKnown) {
  EXPECT_EQ(evaluated("States.Hash('abc', 'MD5')"), "'900150983cd24fb0d6963f7d28e17f72'");
  EXPECT_EQ(evaluated("States.Hash('abc', 'SHA-1')"), "'a9993e364706816aba3e25717850c26c9cd0d89d'");
  EXPECT_EQ(evaluated("States.Hash('abc', 'SHA-256')"),
            "'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'");
  EXPECT_THAT(evaluated("States.Hash('abc', 'SHA-384')"), testing::StartsWith("'cb00753f45a35e8b"));
  EXPECT_THAT(evaluated("States.Hash('abc', 'SHA-512')"), testing::StartsWith("'ddaf35a193617aba"));
}

TEST(HashTest, WhatIsNoStringIsHashedAsItsText) {
  EXPECT_EQ(evaluated("States.Hash($, 'MD5')", R"({"a":1})"),
            evaluated("States.Hash($, 'MD5')", R"("{\"a\":1}")"));
}

TEST(HashTest, AnotherAlgorithmAndTooMuchDataFail) {
  EXPECT_EQ(intrinsic_failure("States.Hash('abc', 'MD4')"),
            "The algorithm 'MD4' is not one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
  EXPECT_EQ(intrinsic_failure("States.Hash($, 'MD5')", '"' + std::string(10'001, 'a') + '"'),
            "The data must not be longer than 10000 characters");
}

}  // namespace
}  // namespace spotdrill::asl
