// "Did you mean": the known word nearest to what somebody typed.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace spotdrill {

/// The candidate that `typed` was probably meant to be, or an empty view when none is near.
std::string_view nearest(std::string_view typed, std::span<const std::string_view> candidates);

/// " (did you mean 'progress'?)", or nothing when no candidate is near.
std::string did_you_mean(std::string_view typed, std::span<const std::string_view> candidates);

}  // namespace spotdrill
