#include "drill/sketch/printed.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <string>

namespace spotdrill::drill::sketch {
namespace {

using Unit = PrintedNumber::Unit;

/// The number that the pattern found for the program's `line` reads from what that line prints.
std::string read_from(std::string_view line, const std::string& printed, bool saved = false,
                      bool bare = false) {
  const auto number = printed_number(line, saved, bare);
  if (!number) return "nothing";
  std::smatch match;
  const std::regex pattern{number->pattern};
  if (pattern.mark_count() != 1U) return "not one group";
  return std::regex_search(printed, match, pattern) ? match[1].str() : "no match";
}

TEST(PrintedNumber, IsReadInEveryLanguagesManner) {
  EXPECT_EQ(read_from("print(f'progress {percent():5.1f} %')", "progress  42.5 %"), "42.5");
  EXPECT_EQ(read_from("print('%d%% done' % n)", "42% done"), "42");
  EXPECT_EQ(read_from("print('{}% done'.format(n), flush=True)", "42% done"), "42");
  EXPECT_EQ(read_from("logger.info(\"at %.1f%%\", n)", "at 42.5%"), "42.5");
  EXPECT_EQ(read_from("  echo \"$n%\"", "42%"), "42");
  EXPECT_EQ(read_from("while true; do echo $n%; done", "42%"), "42");
  EXPECT_EQ(read_from("printf '%d%%\\n' \"$n\"", "42%"), "42");
  EXPECT_EQ(read_from("std::cout << n << \"% done\\n\";", "42% done"), "42");
  EXPECT_EQ(read_from("std::printf(\"%.1f %% done\\n\", n);", "42.5 % done"), "42.5");
  EXPECT_EQ(read_from("println!(\"{:.1}% done\", n);", "42.5% done"), "42.5");
  EXPECT_EQ(read_from("%.1f %% done", "42.5 % done", false, true), "42.5") << "a compiled program";
}

TEST(PrintedNumber, OfACountNamesItsTotal) {
  const auto shell = printed_number(
      "say() { echo \"done $(find \"$out\" -name '*.gz' | wc -l) of $count\"; }", false, false);
  ASSERT_TRUE(shell);
  EXPECT_EQ(shell->unit, Unit::Counted);
  EXPECT_EQ(shell->total, "count");
  const auto python = printed_number("print(f'Epoch {epoch + 1}/{args.epochs}')", false, false);
  ASSERT_TRUE(python);
  EXPECT_EQ(python->total, "args.epochs");
  for (const std::string_view line :
       {"print(\"Finished epoch {}/{}\".format(epoch + 1, total))", "print('%d/%d' % (n, total))",
        "cat(sprintf(\"iteration %d of %d\\n\", i, total))",
        "console.log(`${i} of ${total} records`);",
        "logger.info(\"Epoch %d, step %d/%d\", epoch, f(a, b), total)"}) {
    const auto number = printed_number(line, false, false);
    ASSERT_TRUE(number) << line;
    EXPECT_EQ(number->total, "total") << line;
  }
  const auto literal = printed_number("say = echo \"made $$(ls | wc -l) of 25\"", false, false);
  ASSERT_TRUE(literal);
  EXPECT_EQ(literal->total, "25");
  const auto labelled = printed_number("print(f'global_step={self.step}')", false, false);
  ASSERT_TRUE(labelled);
  EXPECT_EQ(labelled->unit, Unit::Labelled);
  EXPECT_EQ(labelled->total, "global_step");
}

// Goal: what counts epochs comes before other pairs, those before percentages, and a number that is
// named accuracy, memory or the like is never taken.
TEST(PrintedNumber, IsChosenByWhatItCounts) {
  const std::string_view epoch =
      "print(f'Epoch {epoch+1}/20 - loss: {loss:.4f} - accuracy: {acc:.2f}%')";
  EXPECT_EQ(read_from(epoch, "Epoch 3/20 - loss: 0.5 - accuracy: 42.00%"), "3");
  EXPECT_EQ(printed_numbers(epoch, false, false).size(), 1U);
  EXPECT_EQ(read_from("print(f'{p}%| {n}/200 [')", "60%| 120/200 ["), "120");
  EXPECT_EQ(read_from("print(f'step {s}/200 epoch {e}/3')", "step 120/200 epoch 2/3"), "2");
  EXPECT_EQ(read_from("print(f'progress {p}% cpu {c}%')", "progress 42% cpu 93%"), "42");
  EXPECT_EQ(read_from("print(f'downloading {p}%')", "downloading 42%"), "42");
  for (const std::string_view line :
       {"print(f'accuracy {a}%')", "print(f'gpu util {u} %, memory {m} %')", "print(f'{u}% used')",
        "print(f'Accuracy: {right}/{total} ({a}%)')"}) {
    EXPECT_FALSE(printed_number(line, false, false)) << line;
  }
}

TEST(PrintedNumber, IsReadWhereverItsLineGoesOn) {
  EXPECT_EQ(read_from("echo \"[$i/30] skipped\"", "[3/30] done"), "3");
  EXPECT_EQ(read_from("printf '\\rEpoch %d/3: %3d%%|' $e $p; done; echo", "Epoch 2/3:  42%|"), "2")
      << "It is printf's, not echo's.";
}

TEST(PrintedNumber, OfSavedWorkMayHaveNoWordOfItsOwn) {
  EXPECT_EQ(read_from("print(f'saved {step}')", "saved 40", true), "40");
  EXPECT_EQ(printed_number("print(f'saved {step}')", true, false)->value, "step");
  EXPECT_EQ(read_from("echo \"uploaded $s%\"", "uploaded 40%", true), "40");
}

TEST(PrintedNumber, OfSavedWorkIsToldFromProgress) {
  const std::string_view line = "print(f'{done}% done, {saved}% saved')";
  EXPECT_EQ(read_from(line, "42% done, 30% saved", false), "42");
  EXPECT_EQ(read_from(line, "42% done, 30% saved", true), "30");
  EXPECT_EQ(
      read_from("print(f'saved last.ckpt at step {step}')", "saved last.ckpt at step 7", true),
      "7");
  EXPECT_FALSE(printed_number("print(f'saved at {percent} %')", false, false));
}

TEST(PrintedNumber, IsNotWhatGoesElsewhereOrMeansSomethingElse) {
  for (const std::string_view line :
       {"log_file.write(f'step {n}\\n')", "print(f'{n} %', file=report)", "x = f'{n} %'",
        "print(f'resumed at step {n}')", "print(f'disk usage {n} %')", "print('hello')",
        "echo \"100 things\""}) {
    EXPECT_FALSE(printed_number(line, false, false)) << line;
  }
}

TEST(PrintedNumber, OfAnyLineIsFoundOrNot) {
  // Goal: lines that no language would take do no harm.
  for (const std::string_view line : {"print(\"{", "echo \"$(", "print('%", "echo \"$",
                                      "print('{a{b}% ", "echo '\\", "printf \"%"}) {
    EXPECT_FALSE(printed_number(line, false, false)) << line;
  }
  EXPECT_FALSE(printed_number(std::string(100'000, '('), false, true));
}

}  // namespace
}  // namespace spotdrill::drill::sketch
