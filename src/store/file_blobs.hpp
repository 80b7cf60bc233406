// Blobs as files of one directory: a file has its name once it is whole and durable. What a writer
// left that was killed has another name and is removed at the next start.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "engine/blob_store.hpp"

namespace spotdrill {

/// Makes the directory where there is none. Errors: one sentence that names it.
Result<std::unique_ptr<BlobStore>, std::string> open_file_blobs(
    const std::filesystem::path& directory);

}  // namespace spotdrill
