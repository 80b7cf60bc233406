// What the job's own texts say, as far as they are known: its user data and the files that this
// computer has of it. Words prove little by themselves; findings take them beside what was seen.
#pragma once

#include <functional>
#include <string_view>

#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// Whether `matches` holds for a line of the job's texts that is no comment.
bool any_job_line(const Observation& observation,
                  const std::function<bool(std::string_view)>& matches);

/// Whether a line that is no comment holds `words`.
bool job_says(const Observation& observation, std::string_view words);

}  // namespace spotdrill::drill
