// From the first instruction of PID 1 to its last.
#pragma once

#include "init/config.hpp"
#include "init/control.hpp"

namespace spotdrill::init {

/// Sets the instance up in its namespaces and supervises it to its end.
Outcome run_instance(Config& config, Control& control);

/// As far as the instance's root, and no further.
Outcome rehearse_instance(Config& config);

/// The same without namespaces.
Outcome run_plain(Config& config, Control& control);

}  // namespace spotdrill::init
