// Words as a POSIX shell reads them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spotdrill {

/// One word: as it is when the shell leaves it so, else in single quotes.
std::string shell_word(std::string_view word);

/// A command line: "python3 'my job.py'".
std::string shell_words(const std::vector<std::string>& words);

}  // namespace spotdrill
