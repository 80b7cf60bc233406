#include "shape/pattern.hpp"

#include <gtest/gtest.h>

#include "api/cloudwatch.hpp"
#include "api/ec2.hpp"
#include "api/fis.hpp"
#include "api/iam.hpp"
#include "api/ssm.hpp"
#include "api/sts.hpp"

#include <boost/regex.hpp>
#include <set>

namespace spotdrill::shape {
namespace {

TEST(Pattern, CoversWholeValues) {
  EXPECT_TRUE(matches_pattern("[\\S]+", "abc"));
  EXPECT_FALSE(matches_pattern("[\\S]+", "a c"));
  EXPECT_FALSE(matches_pattern("[\\w+=,.@-]*", "a b"));
}

TEST(Pattern, LettersBeyondAsciiAreLetters) {
  constexpr std::string_view tag = "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$";
  EXPECT_TRUE(matches_pattern(tag, "Größe 世界 1"));
  EXPECT_FALSE(matches_pattern(tag, "a<b"));
}

TEST(Pattern, AHyphenBehindARangeIsACharacter) {
  EXPECT_TRUE(matches_pattern("[a-zA-Z0-9-_]+", "a-Z_9"));
  EXPECT_FALSE(matches_pattern("[a-z0-9-_]+", "A"));
  EXPECT_TRUE(matches_pattern("[-a-c]+", "-b"));
}

TEST(Pattern, AsciiIsAProperty) {
  EXPECT_TRUE(matches_pattern("\\p{ASCII}*", "Root=1-5759e988-bd862e3fe1be46a994272793"));
  EXPECT_FALSE(matches_pattern("\\p{ASCII}*", "ü"));
}

TEST(Pattern, UnicodeEscapesAreRanges) {
  constexpr std::string_view policy = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";
  EXPECT_TRUE(matches_pattern(policy, "{\n\t\"a\": 1}"));
  EXPECT_FALSE(matches_pattern(policy, std::string_view{"a\0b", 3}));
  constexpr std::string_view wide =
      "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-"
      "\\u10FFFF]+";
  EXPECT_TRUE(matches_pattern(wide, "plain, ü, 世, 😀"));
  EXPECT_FALSE(matches_pattern(wide, "\x01"));
  EXPECT_TRUE(matches_pattern("(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)", "/x/"));
  EXPECT_FALSE(matches_pattern("(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)", "x"));
}

void visit(const Shape& shape, std::set<const Shape*>& seen) {
  if (!seen.insert(&shape).second) return;
  if (!shape.pattern.empty()) {
    EXPECT_NO_THROW(boost::regex{translate_pattern(shape.pattern)}) << shape.pattern;
  }
  for (const Member& member : shape.members) visit(*member.shape(), seen);
  if (shape.element != nullptr) visit(*shape.element(), seen);
}

TEST(Pattern, EveryPatternOfTheModelsCompiles) {
  std::set<const Shape*> seen;
  for (const auto* service :
       {&api::cloudwatch::service(), &api::ec2::service(), &api::fis::service(),
        &api::iam::service(), &api::ssm::service(), &api::sts::service()}) {
    for (const OperationModel& operation : service->operations) visit(*operation.input, seen);
  }
  EXPECT_GT(seen.size(), 100U);
}

}  // namespace
}  // namespace spotdrill::shape
