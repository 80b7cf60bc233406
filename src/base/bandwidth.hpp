// How fast bytes go: "50MB/s", "400Mbit/s". Text and number only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spotdrill {

/// Bytes a second; nothing where `text` is none. MB are 1,000,000 bytes, MiB 1,048,576.
std::optional<std::uint64_t> parse_bandwidth(std::string_view text);

/// "52 MB", "800 kB", "12 bytes".
std::string bytes_text(std::uint64_t bytes);

}  // namespace spotdrill
