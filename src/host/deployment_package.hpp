// Deployment packages of functions: zips that somebody sent, unpacked without trusting them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/result.hpp"
#include "engine/function_host.hpp"

namespace spotdrill {

/// "250 MB: deployment package size, unzipped, including layers".
/// Source: Lambda Developer Guide, "Lambda quotas".
inline constexpr std::uint64_t package_bytes_max = 262'144'000;
// DEVIATION: a package has 65,535 files and directories at most; AWS states no number.
inline constexpr std::int64_t package_entries_max = 65'535;

/// Unpacks `zip` into the directory, which is empty. What was unpacked of a package that is refused
/// stays there.
Result<void, CodeProblem> unpack_package(std::string_view zip,
                                         const std::filesystem::path& directory);

}  // namespace spotdrill
