#include "drill/results/judgement.hpp"

#include <fmt/format.h>

#include "base/iso8601.hpp"
#include "base/shell_words.hpp"

namespace spotdrill::drill {

namespace {

/// "sh -c SCRIPT" is what the author wrote as a text.
std::string command_text(const std::vector<std::string>& command) {
  const bool script = command.size() == 3 && command[0] == "/bin/sh" && command[1] == "-c";
  return script ? command[2] : shell_words(command);
}

std::string printed_last(const CheckSeen& seen) {
  return seen.last_lines.empty() ? "; it printed nothing" : "; it printed last " + seen.last_lines;
}

}  // namespace

ResultJudgement judge_check(const Check& check, const CheckSeen& seen) {
  ResultJudgement judgement{.expectation = "check: " + command_text(check.command), .measured = {}};
  if (!seen.failure.empty()) {
    judgement.measured = "could not be run: " + seen.failure;
  } else if (!seen.ran) {
    judgement.measured = "not run: the work was not done";
  } else if (seen.timed_out) {
    judgement.finding = ResultState::Wrong;
    judgement.measured = fmt::format("not done after {} (check-timeout){}",
                                     format_duration(check.timeout), printed_last(seen));
  } else if (!seen.exit_code) {
    judgement.finding = ResultState::Wrong;
    judgement.measured = "its instance ended before it did" + printed_last(seen);
  } else if (*seen.exit_code == 0) {
    judgement.finding = ResultState::Right;
    judgement.measured = "exit code 0";
  } else {
    judgement.finding = ResultState::Wrong;
    judgement.measured = fmt::format("exit code {}{}", *seen.exit_code, printed_last(seen));
  }
  return judgement;
}

ResultJudgement judge_comparison(const SameResult& same, const ComparisonSeen& seen) {
  std::vector<std::string> what = same.files;
  if (!same.stream.empty()) what.push_back(fmt::format("stream /{}/", same.stream));
  ResultJudgement judgement{.expectation = fmt::format("same-result: {}", fmt::join(what, ", ")),
                            .measured = {}};
  // A difference that was seen stands, whatever else could not be.
  if (!seen.differences.empty()) {
    judgement.finding = ResultState::Wrong;
    judgement.measured = seen.differences.front();
    if (seen.differences.size() > 1) {
      judgement.measured += fmt::format(" (and {} more)", seen.differences.size() - 1);
    }
  } else if (!seen.inconclusive.empty()) {
    judgement.measured = seen.inconclusive;
  } else {
    judgement.finding = ResultState::Right;
    judgement.measured = "the same as after an undisturbed run";
  }
  return judgement;
}

}  // namespace spotdrill::drill
