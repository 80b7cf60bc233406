#include "engine/random.hpp"

#include <gmock/gmock.h>

namespace spotdrill {
namespace {

using testing::MatchesRegex;

TEST(IdSource, MakesIdentifiersInAwsForms) {
  Random random{1};
  IdSource ids{random};
  EXPECT_THAT(ids.resource("i-"), MatchesRegex("i-0[0-9a-f]{16}"));
  EXPECT_THAT(ids.short_resource("sir-"), MatchesRegex("sir-[a-z0-9]{8}"));
  EXPECT_THAT(ids.alphanumeric("EXT", 15), MatchesRegex("EXT[A-Za-z0-9]{15}"));
  EXPECT_THAT(ids.uuid(), MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                                       "[0-9a-f]{12}"));
}

TEST(Random, SameSeedSameIds) {
  Random one{7};
  Random two{7};
  EXPECT_EQ(IdSource{one}.uuid(), IdSource{two}.uuid());
}

}  // namespace
}  // namespace spotdrill
