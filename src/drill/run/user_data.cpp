#include <fmt/format.h>

#include "base/shell_words.hpp"
#include "drill/run/runner.hpp"

namespace spotdrill::drill {

std::string user_data_of(const std::vector<std::string>& command,
                         const std::filesystem::path& directory) {
  // 'exec', so that the command is what a shutdown's SIGTERM reaches and whose exit code counts.
  return fmt::format("#!/bin/bash\ncd {} || exit 1\nexec {}\n", shell_word(directory.string()),
                     shell_words(command));
}

}  // namespace spotdrill::drill
