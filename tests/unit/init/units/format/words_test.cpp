#include "init/units/format/words.hpp"

#include <gtest/gtest.h>

namespace spotdrill::init::units {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += "<" + word + ">";
  return all;
}

std::string split(std::string_view text) {
  const auto words = split_words(text);
  return words ? joined(*words) : "unreadable";
}

TEST(Words, QuotesAndEscapesAreTaken) {
  EXPECT_EQ(split(R"(a  "b c" 'd "e"' f\ g x"y z")"), R"(<a><b c><d "e"><f\ g><xy z>)");
  EXPECT_EQ(split(R"(\x41\101\n\s\u00e4 "")"), "<AA\n \u00e4><>");
}

TEST(Words, UnknownEscapeStaysAndOpenQuoteIsRefused) {
  EXPECT_EQ(split(R"("\$HOME \d")"), R"(<\$HOME \d>)");
  EXPECT_EQ(split("'a"), "unreadable");
}

TEST(ExecLine, PrefixesSpecifiersAndSeparators) {
  const Specifiers known{{'i', "one"}, {'n', "w@one.service"}};
  const auto commands =
      parse_exec_line("-/bin/a %i 100%% %z ; @/bin/b zero \\; +:/bin/c $X", known);
  ASSERT_TRUE(commands);
  ASSERT_EQ(commands->size(), 2U);
  EXPECT_TRUE((*commands)[0].ignore_failure);
  EXPECT_EQ(joined((*commands)[0].words), "</bin/a><one><100%><%z>");
  EXPECT_EQ((*commands)[1].path, "/bin/b");
  EXPECT_EQ(joined((*commands)[1].words), "<zero><;><+:/bin/c><$X>");
  EXPECT_FALSE(parse_exec_line("-", known));
  EXPECT_FALSE(parse_exec_line("/bin/a 'b", known));
}

TEST(ExecLine, VariablesAreSplitOnlyWhereTheyStandAlone) {
  const Environment variables{{"ONE", "a b"}, {"TWO", "'c d' e"}};
  const auto commands = parse_exec_line("/bin/x $ONE ${ONE} x${ONE}y $TWO a$ONE $$ONE $NONE", {});
  ASSERT_TRUE(commands);
  EXPECT_EQ(joined(expand_variables(commands->front(), variables)),
            "</bin/x><a><b><a b><xa by><c d><e><a$ONE><$ONE>");
  auto kept = parse_exec_line(":/bin/x $ONE", {});
  EXPECT_EQ(joined(expand_variables(kept->front(), variables)), "</bin/x><$ONE>");
}

TEST(EnvironmentFile, IsReadAsSystemdReadsIt) {
  Environment variables;
  add_environment_file(variables,
                       "# c\nA=1\n B = two words  \nC='x y' # z\nD=\"q\\\"r\\n\"\nE=a\\\nb\n"
                       "export F=1\nno line\nG=");
  EXPECT_EQ(variables["A"], "1");
  EXPECT_EQ(variables["B"], "two words");
  EXPECT_EQ(variables["C"], "x y # z");
  EXPECT_EQ(variables["D"], "q\"r\\n");
  EXPECT_EQ(variables["E"], "ab");
  EXPECT_FALSE(variables.contains("F"));
  EXPECT_TRUE(variables.contains("G"));
}

TEST(Names, AreEscapedAndBack) {
  EXPECT_EQ(escape_name("opt/my job"), "opt-my\\x20job");
  EXPECT_EQ(unescape_name("opt-my\\x20job"), "opt/my job");
}

}  // namespace
}  // namespace spotdrill::init::units
