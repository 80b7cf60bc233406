// Reads what one run has left: the files that `same-result` names, and what its instances printed.
// Not their comparison (drill/results/comparison.hpp).
#pragma once

#include <filesystem>
#include <functional>

#include "drill/definition/definition.hpp"
#include "drill/readings/timeline.hpp"
#include "drill/results/comparison.hpp"

namespace spotdrill::apps {

/// Where a file that instances see is on this computer.
using HostOf = std::function<std::filesystem::path(const std::filesystem::path&)>;

/// What `seen` printed, one text for each instance. Errors: some of it is not kept any more.
Result<std::vector<std::string>, std::string> consoles_of(const drill::Observation& seen);

/// Reads the files of `same`, and consoles if it has a stream.
drill::Results read_results(const drill::SameResult& same, const HostOf& host_of,
                            const drill::Observation& seen);

}  // namespace spotdrill::apps
