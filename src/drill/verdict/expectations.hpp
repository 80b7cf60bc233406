// Holds expectations against measured interruptions. Used by the verdict only.
#pragma once

#include "drill/verdict/verdict.hpp"

namespace spotdrill::drill {

/// Judges one expectation. `verdict` has its interruptions and its completion already.
Judgement judge_expectation(const Expectation& expectation, const Observation& observation,
                            const Verdict& verdict);

}  // namespace spotdrill::drill
