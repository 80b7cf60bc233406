#include "drill/definition/environment_reader.hpp"

#include <gmock/gmock.h>

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

Read<Definition> parsed_environment(const std::string& environment) {
  return parse_definition("workload:\n  command: [job]\n  environment: " + environment + "\n",
                          "drill.yaml");
}

std::vector<std::string> mistakes_in(const Read<Definition>& read) {
  std::vector<std::string> texts;
  if (read) return texts;
  for (const Mistake& mistake : read.error()) texts.push_back(to_text(mistake));
  return texts;
}

TEST(ReadEnvironment, TakesValuesAndNamesOfTheCallers) {
  const auto values = parsed_environment("{MODE: fast, EMPTY: '', KEY: }");
  ASSERT_TRUE(values) << to_text(values.error().front());
  EXPECT_THAT(values->workload.environment,
              UnorderedElementsAre(Pair("MODE", "fast"), Pair("EMPTY", "")));
  ASSERT_EQ(values->workload.passed_variables.size(), 1U);
  EXPECT_EQ(values->workload.passed_variables[0].name, "KEY") << "without a value: the caller's";
  const auto names = parsed_environment("[WANDB_API_KEY, AWS_PROFILE]");
  ASSERT_TRUE(names);
  ASSERT_EQ(names->workload.passed_variables.size(), 2U);
  EXPECT_EQ(names->workload.passed_variables[0].where, "drill.yaml:3:17");
}

TEST(ReadEnvironment, NamesWhatIsWrongWithItsPlace) {
  EXPECT_THAT(
      mistakes_in(parsed_environment("{1A: x}")),
      ElementsAre("drill.yaml:3:17: '1A' is no variable's name; expected letters, digits and "
                  "_"));
  EXPECT_THAT(mistakes_in(parsed_environment("[A=1]")), ElementsAre(HasSubstr("'A=1' is no")));
  EXPECT_THAT(mistakes_in(parsed_environment("{A: [1]}")), ElementsAre(HasSubstr("a value of A")));
  EXPECT_THAT(mistakes_in(parsed_environment("fast")),
              ElementsAre(HasSubstr("environment must be a mapping")));
  EXPECT_THAT(mistakes_in(parsed_environment("{A: \"x\\0y\"}")),
              ElementsAre(HasSubstr("zero byte")));
  EXPECT_THAT(mistakes_in(parsed_environment("{A: " + std::string(variable_bytes_max, 'x') + "}")),
              ElementsAre(HasSubstr("longer than the 131072 bytes")));
}

TEST(ReadEnvironment, GoesWithACommand) {
  const auto read = parse_definition(
      "workload:\n  launch: {UserData: eA==}\n  environment: {A: b}\n  in-place: true\n",
      "drill.yaml");
  EXPECT_THAT(mistakes_in(read), testing::Contains(HasSubstr("on EC2 user data has only what it")));
  EXPECT_THAT(mistakes_in(read), testing::Contains(HasSubstr("'in-place' goes with 'command'")));
}

TEST(ReadWorkload, SaysWhereACommandWorks) {
  const auto read = parse_definition("workload: {command: job, directory: /usr, in-place: true}\n",
                                     "/tmp/drill.yaml");
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_EQ(read->workload.directory, "/usr");
  EXPECT_TRUE(read->workload.in_place);
  EXPECT_EQ(read->workload.command_where, "/tmp/drill.yaml:1:21");
  EXPECT_THAT(
      mistakes_in(parse_definition(
          "workload: {command: [job], directory: none, in-place: perhaps}\n", "drill.yaml")),
      ElementsAre(HasSubstr("'none' is not a directory here"),
                  HasSubstr("expected true or false; found 'perhaps'")));
}

TEST(ReadWorkload, NamesFileSystemsOfEfs) {
  const auto read = parse_definition("workload: {command: job, efs: {fs-12ab: /usr}}\n", "/tmp/d");
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_THAT(read->workload.shared, ElementsAre(Shared{"/usr", "/mnt/.efs/fs-12ab"}));
  EXPECT_THAT(mistakes_in(parse_definition(
                  "workload: {command: job, efs: {work: /usr, fs-1: none}}\n", "drill.yaml")),
              ElementsAre(HasSubstr("'work' must be a file system's id, 'fs-…'"),
                          HasSubstr("'none' is not a directory here")));
}

}  // namespace
}  // namespace spotdrill::drill
