// Tells replacements that are of no use from those that are interrupted. Not a judgement of the
// workload: it only ends a drill that would go on for ever.
#pragma once

#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// Whether the newest instance, a replacement that has ended, was of no use: nothing interrupted
/// it, and the work is no further than before.
bool was_fruitless(const Observation& seen, const Work& work);

}  // namespace spotdrill::drill
