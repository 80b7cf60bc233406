#include <fmt/format.h>

#include "drill/runner.hpp"

namespace spotdrill::drill {

namespace {

/// `word` as a shell reads it back unchanged.
std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) {
    if (c == '\'') {
      text += "'\\''";
    } else {
      text += c;
    }
  }
  return text + "'";
}

}  // namespace

std::string user_data_of(const std::vector<std::string>& command,
                         const std::filesystem::path& directory) {
  std::string words;
  for (const std::string& word : command) words += " " + quoted(word);
  // 'exec', so that the command is what a shutdown's SIGTERM reaches and whose exit code counts.
  return fmt::format("#!/bin/bash\ncd {} || exit 1\nexec{}\n", quoted(directory.string()), words);
}

}  // namespace spotdrill::drill
