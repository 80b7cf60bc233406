// What an instance leaves on shared places: locks and pid files, and files that it was writing when
// it was shut down. Looked at from this machine; what it means is not decided here.
#pragma once

#include <string>
#include <vector>

#include "drill/definition/definition.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

struct Left {
  /// Locks and pid files, as the instances see them.
  std::vector<std::string> locks;
  /// Of every kind of files that are numbered ("part-7.csv"), the few that were written last: a
  /// replacement may have begun to write by now. Logs are none of them.
  std::vector<OpenFile> last_written;
};

/// What there is below the shared directories that is no older than `since`.
Left find_left(const std::vector<Shared>& shared, std::filesystem::file_time_type since);

/// Fills in what became of `file` by now. `ended`: when its instance was gone.
void look_after(OpenFile& file, const std::vector<Shared>& shared,
                std::filesystem::file_time_type ended);

}  // namespace spotdrill::drill
