#include "checkpoint/format.hpp"

#include <algorithm>

#include "checkpoint/crc32c.hpp"

namespace spotdrill::checkpoint {
namespace {

constexpr std::string_view magic = "spotckpt";
constexpr std::uint32_t format = 1;
constexpr std::size_t seal_at = header_bytes - 4;

void put(char* at, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) at[i] = static_cast<char>(number >> 8 * i);
}

}  // namespace

std::array<char, header_bytes> encode(const Header& header) {
  std::array<char, header_bytes> bytes{};
  std::copy(magic.begin(), magic.end(), bytes.begin());
  put(&bytes[8], format, 4);
  put(&bytes[12], header.checksum, 4);
  put(&bytes[16], header.generation, 8);
  put(&bytes[24], header.length, 8);
  put(&bytes[seal_at], crc32c({bytes.data(), seal_at}), 4);
  return bytes;
}

std::optional<Header> decode(std::string_view bytes) {
  if (bytes.size() != header_bytes) return {};
  const auto number = [&](std::size_t at, int size) {
    std::uint64_t value = 0;
    while (size-- > 0)
      value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(size)]);
    return value;
  };
  const Header header{.generation = number(16, 8),
                      .length = number(24, 8),
                      .checksum = static_cast<std::uint32_t>(number(12, 4))};
  // Of this format, a header is only what encode() makes of it.
  const auto expected = encode(header);
  if (!std::equal(bytes.begin(), bytes.end(), expected.begin())) return {};
  return header;
}

}  // namespace spotdrill::checkpoint
