// The results of two runs against each other: their files and their output. Pure: who reads them is
// apps/results.hpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "drill/definition/definition.hpp"
#include "drill/readings/results_seen.hpp"

namespace spotdrill::drill {

/// Bytes of the files of one run that are compared; of more nothing can be said.
inline constexpr std::size_t result_bytes_max = std::size_t{256} << 20U;

/// Differences that are told.
inline constexpr std::size_t differences_max = 20;

/// What one run has left.
struct Results {
  std::map<std::string, std::string> files;  ///< Their content, by the path as instances see it.
  std::vector<std::string> consoles;         ///< What each instance printed, in order of launch.
  std::string failure;                       ///< Why they are not known; empty: they are.
};

/// Compares what an undisturbed run and the interrupted one have left, as `same` says.
ComparisonSeen compare_results(const SameResult& same, const Results& undisturbed,
                               const Results& interrupted);

/// Why an undisturbed run and another do not tell what the results ought to be: the first
/// difference, in a sentence. Empty: they are the same.
std::string why_not_deterministic(const SameResult& same, const Results& first,
                                  const Results& second);

}  // namespace spotdrill::drill
