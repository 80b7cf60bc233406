#include "base/suggest.hpp"

#include <gtest/gtest.h>

#include <array>

namespace spotdrill {
namespace {

constexpr std::array<std::string_view, 3> words{"progress", "saved", "total"};

TEST(Nearest, FindsSlipsOfTheFinger) {
  EXPECT_EQ(nearest("progres", words), "progress");
  EXPECT_EQ(nearest("svaed", words), "");
  EXPECT_EQ(nearest("save", words), "saved");
  EXPECT_EQ(nearest("", words), "");
}

TEST(DidYouMean, IsEmptyWhenNothingIsNear) {
  EXPECT_EQ(did_you_mean("totl", words), " (did you mean 'total'?)");
  EXPECT_EQ(did_you_mean("workload", words), "");
}

}  // namespace
}  // namespace spotdrill
