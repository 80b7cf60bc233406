// Where a server's random numbers begin.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/journal.hpp"

namespace spotdrill::apps {

/// Anywhere without `chosen`. With it, a server that goes on gives no id out again that it
/// has given out.
std::uint64_t seed_of(std::optional<std::uint64_t> chosen, const Journal& journal);

}  // namespace spotdrill::apps
