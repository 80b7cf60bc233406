// CRC-32C (Castagnoli), as iSCSI and ext4 have it. Finds accidents; keeps nobody from forging a
// file.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace spotdrill::checkpoint {

/// Table k says what a byte does to the checksum when k more bytes follow it.
inline constexpr auto crc32c_tables = [] {
  std::array<std::array<std::uint32_t, 256>, 8> tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82F63B78U : 0U);
    tables[0][byte] = crc;
  }
  for (std::size_t k = 1; k < tables.size(); ++k) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables[k - 1][byte];
      tables[k][byte] = (before >> 8) ^ tables[0][before & 0xFF];
    }
  }
  return tables;
}();

/// The checksum of what `before` is the checksum of, followed by `bytes`.
/// Source: RFC 3720, 12.1 and B.4; eight bytes at a time after Kounavis and Berry, 2005.
constexpr std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0) {
  const auto& t = crc32c_tables;
  std::uint32_t crc = ~before;
  const auto byte = [&](std::size_t index) -> std::uint32_t {
    return static_cast<unsigned char>(bytes[index]);
  };
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    crc ^= byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
    crc = t[7][crc & 0xFF] ^ t[6][crc >> 8 & 0xFF] ^ t[5][crc >> 16 & 0xFF] ^ t[4][crc >> 24] ^
          t[3][byte(4)] ^ t[2][byte(5)] ^ t[1][byte(6)] ^ t[0][byte(7)];
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    crc = (crc >> 8) ^ t[0][(crc ^ byte(i)) & 0xFF];
  }
  return ~crc;
}

}  // namespace spotdrill::checkpoint
