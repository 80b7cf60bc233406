// Where drill time stands, kept in DATA/clock.json: it goes on after a restart.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "apps/serve_options.hpp"
#include "base/result.hpp"
#include "base/speed.hpp"
#include "host/real_clock.hpp"
#include "host/shared_time.hpp"

namespace spotdrill::apps {

/// The pages that programs share with a server whose time passes over waits (SharedTime).
std::filesystem::path time_pages(const std::filesystem::path& data);

/// The origin of drill time in `data`. With another speed than before, drill time goes on from
/// where it is; without any, it begins as real time.
ClockOrigin clock_origin(const std::filesystem::path& data, const Speed& speed);

/// Null where drill time passes over nothing: at a number's speed, or because programs would keep
/// real time meanwhile.
Result<std::unique_ptr<SharedTime>, std::string> open_time_pages(const ServeOptions& options);

}  // namespace spotdrill::apps
