// Where drill time stands, kept in DATA/clock.json: it goes on after a restart.
#pragma once

#include <filesystem>

#include "base/speed.hpp"
#include "host/real_clock.hpp"

namespace spotdrill::apps {

/// The pages that programs share with a server whose time passes over waits (SharedTime).
std::filesystem::path time_pages(const std::filesystem::path& data);

/// The origin of drill time in `data`. With another speed than before, drill time goes on from
/// where it is; without any, it begins as real time.
ClockOrigin clock_origin(const std::filesystem::path& data, const Speed& speed);

}  // namespace spotdrill::apps
