// The store on disk: one SQLite file in WAL mode. A commit survives `kill -9` of the daemon; a
// power failure may cost the last moments, never the file's consistency (synchronous=NORMAL). A
// full disk costs nothing: what it does not take is kept for a later commit.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "engine/store.hpp"

namespace spotdrill {

/// Opens or makes `file`. Errors: one sentence, with the file's name and what to do.
Result<std::unique_ptr<Store>, std::string> open_sqlite_store(const std::filesystem::path& file);

}  // namespace spotdrill
