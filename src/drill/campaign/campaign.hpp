// Campaigns: one drill many times, each time a little different. At random moments, over the values
// of something, or in search of the moment that loses most. What is run next is decided here;
// running it is not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "drill/definition/definition.hpp"

namespace spotdrill::drill {

/// A drill as one trial of a campaign runs it.
struct Variant {
  std::string label;  ///< "interrupted at 37.2 %".
  Definition definition;
  std::vector<std::string> options;      ///< What `spotdrill run` takes to do the same again.
  std::vector<std::size_t> coordinates;  ///< Of a sweep: which value of each axis.
};

/// One thing that a sweep varies, and its values as the user wrote them.
struct Axis {
  std::string name;  ///< "notice", "interrupt-at", or a parameter of the drill.
  std::vector<std::string> values;
};

/// Trials of one campaign at most.
inline constexpr std::size_t trials_max = 1'000;

/// Reads "notice=0s,30s,2m". Errors: what was expected.
Result<Axis, std::string> parse_axis(std::string_view text);

/// The drill `count` times, interrupted at random moments that `seed` gives.
/// Errors: a sentence that says why this drill cannot be.
Result<std::vector<Variant>, std::string> repeat(const Definition& definition, std::size_t count,
                                                 std::uint64_t seed);

/// The drill once for every combination of the axes' values, the last axis first.
/// Errors: a sentence that names the axis or the value.
Result<std::vector<Variant>, std::string> sweep(const Definition& definition,
                                                const std::vector<Axis>& axes);

}  // namespace spotdrill::drill
