#include "apps/check_run.hpp"

#include <gmock/gmock.h>

namespace spotdrill::apps {
namespace {

TEST(CheckUserData, RunsTheCheckAsTheCommandRuns) {
  drill::Workload workload;
  workload.command = {"python3", "train.py"};
  workload.directory = "/my job";
  workload.prelude = ". /env || exit 1\n";
  EXPECT_EQ(check_user_data({.command = {"python3", "check.py"}}, workload, "ended with"),
            "#!/bin/bash\n. /env || exit 1\ncd '/my job' || exit 1\npython3 check.py\ncode=$?\n"
            "printf '\\n%s %d\\n' 'ended with' \"$code\"\n");
}

TEST(ReadCheckConsole, FindsTheExitCodeInItsLine) {
  const drill::CheckSeen seen = read_check_console("sum is 4\n\nended with 3\n", "ended with");
  EXPECT_EQ(seen.exit_code, 3);
  EXPECT_EQ(seen.last_lines, "'sum is 4'");
  EXPECT_TRUE(seen.ran);
}

TEST(ReadCheckConsole, WaitsForTheWholeLine) {
  EXPECT_EQ(read_check_console("", "ended with").exit_code, std::nullopt);
  EXPECT_EQ(read_check_console("ended with 12", "ended with").exit_code, std::nullopt);
  EXPECT_EQ(read_check_console("ended with\n", "ended with").exit_code, std::nullopt);
  EXPECT_EQ(read_check_console("ended with 1\nended with 127\n", "ended with").exit_code, 127);
}

}  // namespace
}  // namespace spotdrill::apps
