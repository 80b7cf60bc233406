// `spotdrill run` with --repeat, --sweep or --worst-moment: one drill many times.
#pragma once

#include "apps/run_options.hpp"

namespace spotdrill::apps {

/// Runs the campaign of `definition` that the words ask for, and leaves its reports. Returns the
/// exit code: 0 when every trial passed, 1 when one failed, 2 when one could not be run.
int run_campaign(const RunWords& words, const drill::Definition& definition);

}  // namespace spotdrill::apps
