// The verdict: numbers and judgements made of what was seen. A pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "drill/definition/definition.hpp"
#include "drill/findings/finding.hpp"
#include "drill/readings/timeline.hpp"
#include "drill/work/ledger.hpp"
#include "drill/work/work.hpp"

namespace spotdrill::drill {

enum class Outcome : std::uint8_t {
  Passed,
  Failed,
  Inconclusive,  ///< It ran, and shows nothing: see Verdict::inconclusive.
  CouldNotRun,
  Stopped,
};

struct Judgement {
  std::string expectation;
  bool passed = false;
  std::string measured;     ///< "lost 2.5 %".
  bool judged = true;       ///< False: the drill did not get to where this can be judged.
  bool by_default = false;  ///< Nobody asked for it.
};

struct Verdict {
  Outcome outcome = Outcome::Failed;
  bool completed = false;
  std::optional<Instant> completed_at;
  std::optional<double> final_progress;
  Duration took{};
  double lost_percent = 0;  ///< Of all interruptions together, as far as it is known.
  Duration lost_time{};
  Work work;  ///< What everything here is judged by.
  Ledger ledger;
  std::vector<Judgement> judgements;
  std::vector<Finding> findings;
  std::vector<std::string> inconclusive;  ///< Why the drill shows nothing; empty: it does.
  bool needs_decide = false;              ///< One of these is that the job missed something.
  std::vector<std::string> remarks;       ///< What the job did without, and went on well.
  std::vector<std::string> not_observed;  ///< What could not be seen, and why.
};

/// Judges what was seen.
Verdict judge(const Definition& definition, const Observation& observation);

}  // namespace spotdrill::drill
