// When a drill that ran shows nothing: nothing was tested, or the job needed what is not here. What
// spotdrill lacks is never told as the job's fault. Used by verdict.cpp only.
#pragma once

#include <string>
#include <vector>

#include "drill/verdict/verdict.hpp"

namespace spotdrill::drill {

/// Fills in `inconclusive` and `remarks` of a verdict that has its judgements and findings.
void judge_conclusiveness(const Definition& definition, const Observation& observation,
                          Verdict& verdict);

}  // namespace spotdrill::drill
