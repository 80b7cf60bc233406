#include "init/units/format/unit_file.hpp"

#include <gtest/gtest.h>

namespace spotdrill::init::units {
namespace {

std::string told(std::string_view text) {
  std::string all;
  for (const Assignment& line : parse_unit_file(text).assignments) {
    all += line.section + "." + line.key + "=" + line.value + ";";
  }
  return all;
}

TEST(UnitFile, LinesAreAssignmentsOfTheirSection) {
  EXPECT_EQ(told("[Unit]\nDescription = a b \n\n[Service]\r\nExecStart=/bin/x\r\n"),
            "Unit.Description=a b;Service.ExecStart=/bin/x;");
}

TEST(UnitFile, BackslashJoinsLinesAndCommentsStandBetweenThem) {
  EXPECT_EQ(told("[Service]\nExecStart=/bin/x \\\n# why\n  --two\\\n\n; c\nUser=me\\"),
            "Service.ExecStart=/bin/x    --two;Service.User=me;");
}

TEST(UnitFile, WhatIsNoAssignmentIsNamedAndPassedOver) {
  const UnitFile file = parse_unit_file("A=1\n[Service\n[Service]\nword\nB=2\n");
  ASSERT_EQ(file.assignments.size(), 1U);
  EXPECT_EQ(file.assignments[0].key, "B");
  EXPECT_EQ(file.problems.size(), 3U);
}

TEST(UnitFile, BooleansAreWords) {
  EXPECT_TRUE(parse_boolean("yes", false));
  EXPECT_FALSE(parse_boolean("off", true));
  EXPECT_TRUE(parse_boolean("perhaps", true));
}

}  // namespace
}  // namespace spotdrill::init::units
