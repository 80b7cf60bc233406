// What a job's texts say that it needs and that is not where drills run. Looked for beforehand, so
// that its absence is not taken for the job's fault. Each is one line of a table, which goes when
// the thing comes.
#pragma once

#include <string_view>
#include <vector>

#include "drill/sketch/clues.hpp"

namespace spotdrill::drill::sketch {

/// What `job` needs and a drill has not, each with the first line that says so.
std::vector<MissingHere> find_missing_here(const JobTexts& job);

/// All that a drill has not, each a sentence or two: "Not here: docker. …".
std::vector<std::string_view> all_missing_here();

}  // namespace spotdrill::drill::sketch
