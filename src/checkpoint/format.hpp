// How a checkpoint's file begins: 40 bytes, numbers little-endian, then the job's own bytes.
//
//    0  "spotckpt"
//    8  format, 1
//   12  CRC-32C of the job's bytes
//   16  generation (8 bytes)
//   24  how many bytes of the job's follow (8 bytes)
//   32  0
//   36  CRC-32C of what stands before it
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace spotdrill::checkpoint {

constexpr std::size_t header_bytes = 40;

struct Header {
  std::uint64_t generation = 0;
  std::uint64_t length = 0;
  std::uint32_t checksum = 0;

  bool operator==(const Header&) const = default;
};

std::array<char, header_bytes> encode(const Header& header);

/// Nothing when `bytes` are not a whole header of this format.
std::optional<Header> decode(std::string_view bytes);

}  // namespace spotdrill::checkpoint
