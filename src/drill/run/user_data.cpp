#include <fmt/format.h>

#include "base/shell_words.hpp"
#include "drill/run/runner.hpp"

namespace spotdrill::drill {

std::string user_data_of(const std::vector<std::string>& command,
                         const std::filesystem::path& directory, std::string_view prelude) {
  // 'exec', so that the command is what a shutdown's SIGTERM reaches and whose exit code counts.
  return fmt::format("#!/bin/bash\n{}cd {} || exit 1\nexec {}\n", prelude,
                     shell_word(directory.string()), shell_words(command));
}

}  // namespace spotdrill::drill
