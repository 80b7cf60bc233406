#include "apps/luggage.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "base/shell_words.hpp"
#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace fs = std::filesystem;

drill::Definition command_of(std::vector<std::string> words) {
  drill::Definition definition;
  definition.workload.command = std::move(words);
  definition.workload.directory = "/nowhere";
  return definition;
}

TEST(CheckCommand, SaysWhereACommandWasLookedFor) {
  drill::Definition definition = command_of({"no-such-command"});
  EXPECT_THAT(to_text(check_command(definition, Server::Own, {{"PATH", "/bin"}}).at(0)),
              "--: the command 'no-such-command' is not found; it was looked for in PATH, which is "
              "/bin");
  EXPECT_THAT(check_command(definition, Server::Elsewhere, {}), IsEmpty()) << "who knows";
  definition.workload.command_where = "drill.yaml:2:12";
  EXPECT_THAT(check_command(definition, Server::Own, {}).at(0).where, "drill.yaml:2:12");
  definition.workload.command = {"/bin/sh", "-c", "true"};
  EXPECT_THAT(check_command(definition, Server::Own, {}), IsEmpty());
  EXPECT_THAT(check_command({}, Server::Own, {}), IsEmpty()) << "it has no command";
}

class HiddenDirectories : public testing::Test {
 protected:
  HiddenDirectories() {
    fs::create_directories(venv() / "bin");
    std::ofstream{venv() / "bin/python"} << "#!/bin/sh\n";
    ::chmod((venv() / "bin/python").c_str(), 0755);
  }
  fs::path venv() const { return scratch_.path() / "venv"; }

  CallerEnvironment environment() const {
    return {.variables = {{"PATH", (venv() / "bin").string() + ":/usr/bin:relative"},
                          {"VIRTUAL_ENV", venv().string()}},
            .withheld = {}};
  }

  ScratchDirectory scratch_;  // In /tmp, which instances have one of their own of.
};

TEST_F(HiddenDirectories, AreTheWholeOfAVirtualEnvironment) {
  if (!scratch_.path().string().starts_with("/tmp/")) GTEST_SKIP() << "TMPDIR is elsewhere";
  const auto definition = command_of({"python", "train.py"});
  EXPECT_THAT(hidden_directories(environment(), definition.workload), ElementsAre(venv()));
}

TEST_F(HiddenDirectories, AreNoneInTheJobsOwn) {
  auto definition = command_of({"python", "train.py"});
  definition.workload.directory = scratch_.path();
  EXPECT_THAT(hidden_directories(environment(), definition.workload), IsEmpty());
}

TEST_F(HiddenDirectories, ArePackedWithTheEnvironment) {
  if (!scratch_.path().string().starts_with("/tmp/")) GTEST_SKIP() << "TMPDIR is elsewhere";
  auto definition = command_of({"python", "train.py"});
  Variables caller = environment().variables;
  caller["HF_TOKEN"] = "t";
  const auto luggage = Luggage::pack(definition, Server::Own, caller);
  ASSERT_TRUE(luggage) << luggage.error();
  ASSERT_EQ(definition.workload.shared.size(), 2U);
  const fs::path variables = definition.workload.shared[0].host / "variables.sh";
  EXPECT_EQ(definition.workload.prelude, ". " + shell_word(variables.string()) + " || exit 1\n");
  EXPECT_EQ(fs::status(variables).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_TRUE(definition.workload.shared[1].read_only);
  EXPECT_THAT(luggage->sentences(), Contains(HasSubstr("but for HF_TOKEN: secrets do when")));
  EXPECT_THAT(luggage->sentences(), Contains(HasSubstr("see " + venv().string())));
}

TEST(Luggage, IsInUserDataWhereNothingNewIsShared) {
  auto definition = command_of({"sh"});
  const auto luggage =
      Luggage::pack(definition, Server::OnThisHost, {{"PATH", "/bin"}, {"A", "b"}});
  ASSERT_TRUE(luggage) << luggage.error();
  EXPECT_EQ(definition.workload.prelude, "export A=b\nexport PATH=/run/spotdrill/bin:/bin\n");
  EXPECT_THAT(definition.workload.shared, IsEmpty());
}

TEST(Luggage, LeavesOutOfUserDataWhatItDoesNotHold) {
  auto definition = command_of({"sh"});
  definition.workload.environment = {{"OWN", "1"}};
  const auto luggage =
      Luggage::pack(definition, Server::OnThisHost,
                    {{"PATH", "/bin"}, {"BIG", std::string(20'000, 'x')}, {"PYTHONPATH", "/p"}});
  ASSERT_TRUE(luggage) << luggage.error();
  EXPECT_EQ(definition.workload.prelude,
            "export OWN=1\nexport PATH=/run/spotdrill/bin:/bin\nexport PYTHONPATH=/p\n");
  EXPECT_THAT(luggage->sentences(), ElementsAre(HasSubstr("user data holds no more")));
}

TEST(Luggage, TakesOnlyWhatIsNamedElsewhere) {
  auto definition = command_of({"sh"});
  definition.workload.passed_variables = {{"HF_TOKEN", "--env"}};
  const auto luggage =
      Luggage::pack(definition, Server::Elsewhere, {{"PATH", "/mine"}, {"HF_TOKEN", "t"}});
  ASSERT_TRUE(luggage) << luggage.error();
  EXPECT_EQ(definition.workload.prelude, "export HF_TOKEN=t\n");
}

TEST(ServerOf, KnowsThisHost) {
  RunWords words;
  words.target.endpoint = "http://127.0.0.1:4566";
  EXPECT_EQ(server_of(words), Server::OnThisHost);
  words.target.endpoint = "https://ec2.us-east-1.amazonaws.com";
  EXPECT_EQ(server_of(words), Server::Elsewhere);
}

}  // namespace
}  // namespace spotdrill::apps
