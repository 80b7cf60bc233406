// What the name of a checkpoint says: whether it is one, whether it is finished, and its numbers.
// Names only; no file is looked at.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::drill {

/// A number in a file's name.
struct NameNumber {
  double value = 0;
  int rank = 0;  ///< How much its label says that it counts work: a step 3, an epoch 2, else 1.

  bool operator==(const NameNumber&) const = default;
};

/// The numbers of `name` that may count the work, from left to right; not those of its extension,
/// a loss, a seed, a version or a shard.
std::vector<NameNumber> name_numbers(std::string_view name);

/// The name with every number as '#': what the checkpoints of one series have in common.
std::string name_shape(std::string_view name);

/// Whether it is the name of what is still being written: "tmp-checkpoint-500", "a.pt.part", "a~".
bool temporary_name(std::string_view name);

/// Whether a file (or a directory) of this name is a checkpoint, as far as names tell.
bool checkpoint_name(std::string_view name, bool directory);

}  // namespace spotdrill::drill
