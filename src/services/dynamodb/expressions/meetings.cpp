#include "services/dynamodb/expressions/meetings.hpp"

#include <fmt/format.h>

#include "services/dynamodb/expressions/path.hpp"

namespace spotdrill::dynamodb::expressions {

void check_meetings(const std::vector<Path>& paths, Problems& problems) {
  const Path& last = paths.back();
  for (std::size_t i = 0; i + 1 < paths.size(); ++i) {
    const Meeting meeting = meeting_of(paths[i], last);
    if (meeting == Meeting::None) continue;
    const bool overlap = meeting == Meeting::Overlap;
    problems.add(overlap ? Problem::PathOverlap : Problem::PathConflict,
                 fmt::format("Two document paths {} with each other; must remove or rewrite one of "
                             "these paths; path one: {}, path two: {}",
                             overlap ? "overlap" : "conflict", display(paths[i]), display(last)));
  }
}

}  // namespace spotdrill::dynamodb::expressions
