#include "apps/results.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::Pair;

TEST(ReadResults, FindsFilesByPatternsAsInstancesSeeThem) {
  const ScratchDirectory scratch;
  for (const char* name : {"a.csv", "b.csv", ".hidden.csv", "c.txt"}) {
    std::ofstream{scratch.path() / name} << name;
  }
  fs::create_directory(scratch.path() / "d.csv");
  const auto host_of = [&](const fs::path& guest) {
    return scratch.path() / guest.lexically_relative("/mnt/efs");
  };
  const drill::Results results =
      read_results({.files = {"/mnt/efs/*.csv", "/mnt/efs/c.txt", "/mnt/efs/none"}}, host_of, {});
  EXPECT_EQ(results.failure, "");
  EXPECT_THAT(results.files,
              ElementsAre(Pair("/mnt/efs/a.csv", "a.csv"), Pair("/mnt/efs/b.csv", "b.csv"),
                          Pair("/mnt/efs/c.txt", "c.txt")));
}

TEST(ReadResults, HaveEachInstancesOutput) {
  drill::Observation seen;
  seen.instances.resize(2);
  seen.instances[0].console_parts = {{{}, "a\n"}, {{}, "b\n"}};
  const drill::Results results =
      read_results({.stream = "(.)"}, [](const fs::path& path) { return path; }, seen);
  EXPECT_THAT(results.consoles, ElementsAre("a\nb\n", ""));
}

}  // namespace
}  // namespace spotdrill::apps
