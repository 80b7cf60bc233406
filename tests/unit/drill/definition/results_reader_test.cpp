#include "drill/definition/results_reader.hpp"

#include <gmock/gmock.h>

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Read<Definition> parsed_results(const std::string& keys) {
  return parse_definition("workload: {command: [job], directory: /usr}\n" + keys, "/drill.yaml");
}

std::vector<std::string> mistakes_of(const std::string& keys) {
  std::vector<std::string> texts;
  const auto read = parsed_results(keys);
  if (read) return texts;
  for (const Mistake& mistake : read.error()) texts.push_back(to_text(mistake));
  return texts;
}

TEST(ReadCheck, TakesATextOrAListOfWords) {
  const auto text = parsed_results("check: test -s out\n");
  ASSERT_TRUE(text);
  EXPECT_THAT(text->check->command, ElementsAre("/bin/sh", "-c", "test -s out"));
  EXPECT_EQ(text->check->timeout, std::chrono::minutes{10});
  const auto words = parsed_results("check: [python3, check.py]\ncheck-timeout: 30s\n");
  ASSERT_TRUE(words);
  EXPECT_THAT(words->check->command, ElementsAre("python3", "check.py"));
  EXPECT_EQ(words->check->timeout, std::chrono::seconds{30});
}

TEST(ReadCheck, NamesWhatIsWrong) {
  EXPECT_THAT(mistakes_of("check: {a: b}\n"),
              ElementsAre(HasSubstr("/drill.yaml:2:8: check must be a list such as")));
  EXPECT_THAT(mistakes_of("check: ''\n"), ElementsAre(HasSubstr("check must be a command")));
  EXPECT_THAT(mistakes_of("check-timeout: 5m\n"), ElementsAre(HasSubstr("goes with 'check'")));
  EXPECT_THAT(
      mistakes_of("check: a\ncheck-timeout: soon\n"),
      ElementsAre(HasSubstr("/drill.yaml:3:16: expected a time such as 10m; found 'soon'")));
}

TEST(ReadSameResult, HasAShortForm) {
  const auto read = parsed_results("same-result: [out.json, /mnt/efs/*.csv]\n");
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_THAT(read->same_result->files, ElementsAre("/usr/out.json", "/mnt/efs/*.csv"));
}

TEST(ReadSameResult, HasALongForm) {
  const auto read = parsed_results(
      "same-result:\n  files: result.json\n  tolerance: 1e-6\n  ignore: [timestamp, '^#']\n"
      "  stream: 'sample (\\S+)'\n  deterministic: check\n");
  ASSERT_TRUE(read) << to_text(read.error().front());
  const SameResult& same = *read->same_result;
  EXPECT_THAT(same.files, ElementsAre("/usr/result.json"));
  EXPECT_EQ(same.tolerance, 1e-6);
  EXPECT_THAT(same.ignore, ElementsAre("timestamp", "^#"));
  EXPECT_EQ(same.stream, "sample (\\S+)");
  EXPECT_TRUE(same.check_deterministic);
}

TEST(ReadSameResult, NamesWhatIsWrongWithItsPlace) {
  EXPECT_THAT(
      mistakes_of("same-result: [/root/out]\n"),
      ElementsAre(HasSubstr("/drill.yaml:2:15: '/root/out' is on the instances' own disks")));
  EXPECT_THAT(mistakes_of("same-result: ['*/out']\n"),
              ElementsAre(HasSubstr("only a file's name")));
  EXPECT_THAT(mistakes_of("same-result: {tolerance: 2, files: a}\n"),
              ElementsAre(HasSubstr("tolerance must be a number from 0 to below 1")));
  EXPECT_THAT(mistakes_of("same-result: {ignore: ['('], files: a}\n"),
              ElementsAre(HasSubstr("'(' is no regular expression")));
  EXPECT_THAT(mistakes_of("same-result: {stream: 'a'}\n"),
              ElementsAre(HasSubstr("must have exactly one group")));
  EXPECT_THAT(mistakes_of("same-result: {deterministic: yes, files: a}\n"),
              ElementsAre(HasSubstr("expected check")));
  EXPECT_THAT(mistakes_of("same-result: {file: a}\n"),
              ElementsAre(HasSubstr("did you mean 'files'")));
  EXPECT_THAT(mistakes_of("same-result: {tolerance: 0}\n"),
              ElementsAre(HasSubstr("must be a list")));
  EXPECT_THAT(mistakes_of("same-result:\n"), ElementsAre(HasSubstr("must be a list")));
}

TEST(ReadSameResult, OfUserDataNamesFilesAsInstancesSeeThem) {
  const auto read =
      parse_definition("workload: {launch: {UserData: eA==}}\nsame-result: [out]\n", "/drill.yaml");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().front().message, HasSubstr("must be an absolute path"));
}

}  // namespace
}  // namespace spotdrill::drill
