// Where drill time stands, kept in DATA/clock.json: it goes on after a restart.
#pragma once

#include <filesystem>

#include "host/real_clock.hpp"

namespace spotdrill::apps {

/// The origin of drill time in `data`. With another rate than before, drill time goes on from where
/// it is; without any, it begins as real time.
ClockOrigin clock_origin(const std::filesystem::path& data, double rate);

}  // namespace spotdrill::apps
