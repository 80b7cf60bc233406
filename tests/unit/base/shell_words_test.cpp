#include "base/shell_words.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

TEST(ShellWords, QuotesWhatAShellWouldTakeApart) {
  EXPECT_EQ(shell_words({"python3", "my job.py", "--rate=5%"}), "python3 'my job.py' --rate=5%");
  EXPECT_EQ(shell_word("it's"), R"('it'\''s')");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("$(reboot)"), "'$(reboot)'");
  EXPECT_EQ(shell_word("a\nb"), "'a\nb'");
}

}  // namespace
}  // namespace spotdrill
