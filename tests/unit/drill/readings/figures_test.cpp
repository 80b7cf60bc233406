#include "drill/readings/figures.hpp"

#include <gtest/gtest.h>

namespace spotdrill::drill {
namespace {

TEST(ExecutionText, HasErrorAndCause) {
  EXPECT_EQ(to_text({.status = "SUCCEEDED"}), "SUCCEEDED");
  EXPECT_EQ(to_text({.status = "FAILED", .error = "States.Runtime", .cause = "No."}),
            "FAILED: States.Runtime: No.");
}

TEST(ExecutionText, CutsALongCauseBetweenCharacters) {
  std::string cause;
  while (cause.size() < 5'000) cause += "日本";
  const std::string text = to_text({.status = "FAILED", .cause = cause});
  EXPECT_LT(text.size(), 300U);
  EXPECT_TRUE(text.ends_with("日…") || text.ends_with("本…")) << text;
}

}  // namespace
}  // namespace spotdrill::drill
