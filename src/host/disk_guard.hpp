// Keeps instances from filling the host's disk, on which the daemon's store lives too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace spotdrill {

/// Free space of the file system that holds `path`. Units: bytes.
std::uint64_t free_bytes(const std::filesystem::path& path);

/// The least free space that the file system of `path` is to keep: 256 MiB, or a tenth of a small
/// one. Units: bytes.
std::uint64_t suitable_free_bytes(const std::filesystem::path& path);

/// What the files below `directory` occupy; a tree of more than a million entries counts as far as
/// it was looked at. Units: bytes.
std::uint64_t occupied_bytes(const std::filesystem::path& directory);

}  // namespace spotdrill
