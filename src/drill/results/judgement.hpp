// What a report says of a drill's `check` and `same-result`, in words. Pure: whether the drill
// passes by it is the verdict's.
#pragma once

#include <string>

#include "drill/definition/definition.hpp"
#include "drill/readings/results_seen.hpp"

namespace spotdrill::drill {

/// How something turned out: it is right, it is wrong, or nobody can say.
enum class ResultState : std::uint8_t { Right, Wrong, Unknown };

struct ResultJudgement {
  ResultState finding = ResultState::Unknown;
  std::string expectation;  ///< "check: python3 check.py".
  std::string measured;     ///< "exit code 3; it printed last 'sum is wrong'".
};

/// Of a check. What could not be started, or ended by nobody's fault of the job's, is unknown.
ResultJudgement judge_check(const Check& check, const CheckSeen& seen);

ResultJudgement judge_comparison(const SameResult& same, const ComparisonSeen& seen);

}  // namespace spotdrill::drill
