// The checkpoints that a job keeps in a directory, as training programs and simulations keep them:
// which one is the newest that is whole. What is in a checkpoint is not read, and nothing is
// remembered from one call to the next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace spotdrill::drill {

/// Files that are looked at in one call, all told.
constexpr std::size_t checkpoint_entries_max = 10'000;

struct Checkpoint {
  std::filesystem::path path;
  std::optional<double> number;          ///< Of its name: the step, else the epoch.
  std::filesystem::file_time_type time;  ///< Of a directory: of the newest file in it.
  std::uint64_t bytes = 0;

  bool operator==(const Checkpoint&) const = default;
};

/// What is wrong with a pattern; empty: nothing. Wildcards ("*", "?", "[…]") may stand in two of
/// its names.
std::string checkpoint_pattern_flaw(const std::filesystem::path& pattern);

/// The checkpoints of `pattern`, oldest first. A pattern without wildcards is a directory: what in
/// it looks like a checkpoint. Ordered by number where the names have one, which those without,
/// such as "last.ckpt", then are left out for; else by time. Of several series that of the steps
/// is taken, else the largest. Names of what is being written are left out.
std::vector<Checkpoint> checkpoints(const std::filesystem::path& pattern);

/// `found`, whatever it was found by, oldest first, as checkpoints() orders and leaves out.
std::vector<Checkpoint> in_order(std::vector<Checkpoint> found);

/// Whether `checkpoint` has been written to its end, as far as its kind shows that: an archive has
/// its directory, HDF5 its length, a directory what its framework writes last.
bool whole_checkpoint(const Checkpoint& checkpoint);

/// The newest of `pattern` that is whole: it has also every file that the one before it has, unless
/// it has others.
std::optional<Checkpoint> newest_checkpoint(const std::filesystem::path& pattern);

}  // namespace spotdrill::drill
