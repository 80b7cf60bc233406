// The names that a job's texts give to its checkpoints, as a pattern that finds them. Of literal
// paths only; what is computed otherwise is not guessed.
#pragma once

#include <filesystem>
#include <optional>

#include "drill/sketch/clues.hpp"

namespace spotdrill::drill::sketch {

struct CheckpointNames {
  std::filesystem::path pattern;  ///< For `saved: {checkpoints: …}`.
  Place at;
};

/// Where `job` keeps its checkpoints: in a directory that it gives to a framework, or under a name
/// with a number in it. Nothing when no instance after this one would find them there.
std::optional<CheckpointNames> checkpoints_of(const JobTexts& job);

}  // namespace spotdrill::drill::sketch
