// A file's content at once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace spotdrill {

/// What a regular file holds; nothing when it is none, is empty or cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

}  // namespace spotdrill
