// Writes the first drill for a job that nobody has rehearsed yet (`spotdrill init`), as text with
// comments for a person to go on from. It reads files; it runs and writes none.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::drill::sketch {

/// What the drill is to be about. One of `command`, `user_data` and `launch` says what runs; a
/// state machine may say it itself.
struct Subject {
  std::vector<std::string> command;
  std::filesystem::path user_data;
  std::filesystem::path launch;         ///< A launch specification in JSON.
  std::filesystem::path state_machine;  ///< A definition in the Amazon States Language.
  std::filesystem::path drill;  ///< Where the drill will be: its paths are relative to that.
};

struct Sketch {
  std::string yaml;
  std::vector<std::string> found;  ///< What was found, and what was not, a sentence each.
};

/// Errors: one sentence that says what is missing or cannot be read.
Result<Sketch, std::string> sketch_drill(const Subject& subject);

}  // namespace spotdrill::drill::sketch
