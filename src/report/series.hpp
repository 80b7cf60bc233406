// What plots draw of many numbers: as few as a picture can show, without lying.
#pragma once

#include <vector>

#include "api/report.hpp"

namespace spotdrill::report {

using api::report::Sample;

/// At most about `most` of `samples`, which are in order of time: of each stretch of time the
/// first, the least, the greatest and the last, so that no extreme is lost.
std::vector<Sample> thinned(const std::vector<Sample>& samples, std::size_t most);

/// The newest instance that was there at `at`; null: none was.
const api::report::Instance* worker_at(const api::report::Report& report, Instant at);

/// The newest value at `at`; nothing before the first sample.
const Sample* newest_at(const std::vector<Sample>& samples, Instant at);

}  // namespace spotdrill::report
