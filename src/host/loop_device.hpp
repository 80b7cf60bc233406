// Loop devices: files as block devices. Each goes by itself when nobody has it open and nothing of
// it is mounted any more, so that none is left behind, whatever is killed.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "host/descriptor.hpp"

namespace spotdrill {

/// The loop device of `file`, opened: the one that there is, or a new one.
/// Errors: one sentence.
Result<Descriptor, std::string> open_loop_device(const std::filesystem::path& file);

/// Has the loop device of `file`, if there is one, take the size that the file has now.
void refresh_loop_device(const std::filesystem::path& file);

/// Whether loop devices can be made here, tried with a file below `directory`; else the reason.
Result<void, std::string> try_loop_devices(const std::filesystem::path& directory);

}  // namespace spotdrill
