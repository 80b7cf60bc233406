// Deleting what instances have left.
#pragma once

#include <filesystem>
#include <system_error>

namespace spotdrill {

/// Deletes a directory, also an ordinary user's with parts that nobody may enter.
void remove_tree(const std::filesystem::path& directory, std::error_code& error);

}  // namespace spotdrill
