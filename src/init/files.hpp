// Reading and writing whole files, and making directories.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "init/outcome.hpp"

namespace spotdrill::init {

/// Files that are read whole are at most this long. Units: bytes.
inline constexpr std::size_t file_bytes_max = 4 << 20;

Outcome read_file(const std::string& path, std::string& text);

/// Writes a file in place, or makes it.
Outcome write_file(const std::string& path, std::string_view text, mode_t mode);

/// Puts a new file in the place of an old one: one that cannot be written, on a lower layer whose
/// owner has no id here, can still be replaced.
Outcome replace_file(const std::string& path, std::string_view text, mode_t mode);

/// Makes a directory and those above it.
Outcome make_directories(const std::string& path, mode_t mode);

/// Makes an empty file to mount something on.
Outcome make_mount_point(const std::string& path, bool directory);

bool exists(const std::string& path);

}  // namespace spotdrill::init
