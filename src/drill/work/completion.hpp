// When the work was done. Not when something was printed, but when all that worked at it had ended
// well, or when the job said so in the way that the drill names.
#pragma once

#include <optional>

#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// Whether the work tells every step of a count that begins with 1, as "1 of 60, 2 of 60": who does
/// tells the last one too, so that 59 of 60 at the end is not the whole. Percents are no such
/// count: many a job ends with 99 % and "done".
bool counts_every_step(const Work& work);

/// When the whole work was done on instance number `index`; nothing when it was not. `work` has its
/// samples already.
std::optional<Instant> finished_on(const Observation& observation, const Work& work,
                                   std::size_t index);

/// Whether the work is done, and since when. With a state machine its execution alone tells.
std::optional<Instant> completion(const Observation& observation, const Work& work);

}  // namespace spotdrill::drill
