#include "apps/caller_environment.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;
using testing::UnorderedElementsAre;

TEST(PassageOf, LetsAJobsVariablesAlong) {
  for (const char* name : {"PATH", "HOME", "MY_KEY", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH",
                           "LD_LIBRARY_PATH", "OMP_NUM_THREADS", "TOKENIZERS_PARALLELISM", "LANG",
                           "TZ", "CACHE_KEY", "COMPASS", "MAX_PASSES", "TERMINATE"}) {
    EXPECT_EQ(passage_of(name), Passage::Along) << name;
  }
}

TEST(PassageOf, KeepsWhatTheInstanceHasItsOwnOf) {
  for (const char* name :
       {"USER", "SHLVL", "TMPDIR", "TERM", "TERM_PROGRAM", "DISPLAY", "XDG_RUNTIME_DIR",
        "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK", "LD_PRELOAD", "https_proxy", "NO_PROXY",
        "SSL_CERT_FILE", "SPOTDRILL_DATA", "SHELLOPTS", "BASH_FUNC_module%%", "a-b"}) {
    EXPECT_EQ(passage_of(name), Passage::Instances) << name;
  }
}

TEST(PassageOf, KeepsSecretsBack) {
  for (const char* name : {"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ENDPOINT_URL_S3",
                           "AZURE_CLIENT_ID", "GOOGLE_APPLICATION_CREDENTIALS", "GITHUB_TOKEN",
                           "TOKEN", "HF_TOKEN", "DB_PASSWORD", "MYSQL_PWD_PASS", "CLIENT_SECRET",
                           "SECRET_SAUCE", "WANDB_API_KEY", "SSH_PRIVATE_KEY_X", "npm_token"}) {
    EXPECT_NE(passage_of(name), Passage::Along) << name;
  }
}

TEST(CallerEnvironmentOf, GivesSecretsThatAreNamedAndTellsTheOthers) {
  const Variables caller{
      {"PATH", "/bin"}, {"HF_TOKEN", "t"}, {"AWS_PROFILE", "p"}, {"TERM", "x"}, {"MY_KEY", "k"}};
  drill::Workload workload;
  workload.passed_variables = {{"HF_TOKEN", "drill.yaml:3:1"}};
  workload.environment = {{"MODE", "fast"}, {"MY_KEY", "own"}};
  const auto environment = caller_environment(caller, workload);
  ASSERT_TRUE(environment);
  EXPECT_THAT(environment->variables,
              UnorderedElementsAre(Key("PATH"), Key("HF_TOKEN"), Key("MODE"), Key("MY_KEY")));
  EXPECT_EQ(environment->variables.at("MY_KEY"), "own");
  EXPECT_THAT(environment->withheld, ElementsAre("AWS_PROFILE"));
}

TEST(CallerEnvironmentOf, NamesAVariableThatIsNotThere) {
  drill::Workload workload;
  workload.passed_variables = {{"HF_TOKEN", "drill.yaml:3:1"}};
  const auto environment = caller_environment({}, workload);
  ASSERT_FALSE(environment);
  EXPECT_THAT(to_text(environment.error().at(0)),
              HasSubstr("drill.yaml:3:1: the variable HF_TOKEN is not set here"));
}

TEST(ToShell, PutsTheInstancesCommandsBetweenTheCallersAndTheSystems) {
  EXPECT_EQ(to_shell({{"PATH", "/venv/bin:/usr/bin:/bin"}}),
            "export PATH=/venv/bin:/run/spotdrill/bin:/usr/bin:/bin\n");
  EXPECT_EQ(to_shell({{"PATH", "/venv/bin"}}), "export PATH=/venv/bin:/run/spotdrill/bin\n");
  EXPECT_EQ(to_shell({{"A", "it's\ntwo"}}), "export A='it'\\''s\ntwo'\n");
}

TEST(ToShell, HidesWhatIsAtHomeOfARealCloud) {
  const std::string text = to_shell({{"HOME", "/home/me"}});
  EXPECT_THAT(text, HasSubstr("export HOME=/home/me\n"));
  EXPECT_THAT(text, HasSubstr("[ ! -e \"$HOME/.aws/credentials\" ] || export "
                              "AWS_SHARED_CREDENTIALS_FILE=/dev/null\n"));
  EXPECT_EQ(to_shell({{"AWS_CONFIG_FILE", "/x"}}), "export AWS_CONFIG_FILE=/x\n");
}

TEST(FindCommand, LooksWhereAShellWould) {
  const ScratchDirectory scratch;
  const std::filesystem::path program = scratch.path() / "bin/job";
  std::filesystem::create_directories(program.parent_path());
  std::ofstream{program} << "#!/bin/sh\n";
  const std::string path = "/nowhere:" + program.parent_path().string();
  const auto not_to_run = find_command("job", path, "/");
  ASSERT_FALSE(not_to_run);
  EXPECT_EQ(not_to_run.error(),
            "the command 'job' is not found; it was looked for in PATH, which is " + path);
  ASSERT_EQ(::chmod(program.c_str(), 0755), 0);
  EXPECT_EQ(find_command("job", path, "/").value(), program);
  EXPECT_EQ(find_command("bin/job", "", scratch.path()).value(), program);
  EXPECT_EQ(find_command("job", "bin", scratch.path()).value(), program);
  EXPECT_THAT(find_command("./job", path, scratch.path()).error(),
              HasSubstr("is not there; it was looked for at " + (scratch.path() / "job").string()));
  EXPECT_THAT(find_command("./bin", path, scratch.path()).error(), HasSubstr("is no program"));
}

}  // namespace
}  // namespace spotdrill::apps
