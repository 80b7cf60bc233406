#include "host/skip_decision.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

constexpr Follower nobody{};
constexpr Follower patient{.present = true, .until_look = 2s};

Look waiting(Nanoseconds nearest) {
  return {.instances = 1, .nearest_wait = nearest};
}

TEST(SkipDecision, WhatEverybodyWaitsForIsPassedOver) {
  EXPECT_EQ(to_pass_over(waiting(1s), nobody, 5ms), 1s);
}

TEST(SkipDecision, NobodysWaitIsPassedOverBeyondItsEnd) {
  Look look = waiting(500ms);
  EXPECT_EQ(to_pass_over(look, nobody, 5ms), 500ms);
  look.next_event = 200ms;
  EXPECT_EQ(to_pass_over(look, nobody, 5ms), 200ms) << "a notice is due";
  look.next_event = -1ms;
  EXPECT_EQ(to_pass_over(look, nobody, 5ms), 0ns) << "it is due already";
}

TEST(SkipDecision, WorkTakesAsLongAsItTakes) {
  Look look = waiting(1h);
  look.processor_time = 1us;
  EXPECT_EQ(to_pass_over(look, nobody, 5ms), 0ns);
}

// Goal: processes that end take their time out of the sum where there is no cgroup.
TEST(SkipDecision, ProcessThatHasEndedIsWork) {
  Look look = waiting(1h);
  look.processor_time = -1ms;
  EXPECT_FALSE(seems_to_wait(look));
}

TEST(SkipDecision, LookAtTheClockIsNoWork) {
  Look look = waiting(1h);
  look.processor_time = 200us;
  look.clock_looks = 2;
  EXPECT_TRUE(seems_to_wait(look));
  look.processor_time = 1ms;
  EXPECT_FALSE(seems_to_wait(look));
}

TEST(SkipDecision, WhoseWaitIsOverIsAboutToWork) {
  Look look = waiting(1h);
  look.overdue = true;
  EXPECT_EQ(to_pass_over(look, nobody, 5ms), 0ns);
}

TEST(SkipDecision, NothingIsPassedOverWhileAnInstanceBootsOrWaitsAreUnseen) {
  Look look = waiting(1h);
  look.settling = true;
  EXPECT_EQ(to_pass_over(look, nobody, 5ms), 0ns);
  look = waiting(1h);
  look.unseen = true;
  EXPECT_EQ(to_pass_over(look, nobody, 5ms), 0ns);
}

TEST(SkipDecision, PaceIsBoundedWhereNobodyWaitsForAnything) {
  EXPECT_EQ(to_pass_over({.instances = 1}, nobody, 1ms), 600ms);
  EXPECT_EQ(to_pass_over({.instances = 1}, nobody, 1h), 3s) << "a late look";
}

TEST(SkipDecision, TimeDoesNotRunFromUnderAFollowersLook) {
  Follower follower = patient;
  EXPECT_EQ(to_pass_over(waiting(1h), follower, 1h), 2s);
  follower.looks = true;
  EXPECT_EQ(to_pass_over(waiting(1h), follower, 1h), 0ns);
}

TEST(SkipDecision, WithoutInstancesTimeIsPassedOverForAFollowerOnly) {
  EXPECT_EQ(to_pass_over({.next_event = 1s}, nobody, 1h), 0ns);
  EXPECT_EQ(to_pass_over({.next_event = 1s}, patient, 1h), 1s);
}

TEST(SkipDecision, WhatWorksAllTheTimeIsLookedAtLessOften) {
  Look look = waiting(1h);
  look.processor_time = 1ms;
  EXPECT_EQ(next_look_in(look, 1ms, true), 2ms);
  look.processor_time = 4ms;
  EXPECT_EQ(next_look_in(look, 4ms, true), 4ms);
  look.processor_time = 0ns;
  EXPECT_EQ(next_look_in(look, 4ms, true), 500us);
}

}  // namespace
}  // namespace spotdrill
