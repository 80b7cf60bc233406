// The directories of a data directory that instances and their volumes live in.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace spotdrill {

/// Makes what is not there of `data_dir`, which is the server's own; returns its canonical path.
/// Errors: a sentence that names the directory.
Result<std::filesystem::path, std::string> make_host_directories(
    const std::filesystem::path& data_dir);

}  // namespace spotdrill
