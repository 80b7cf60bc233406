#include "asl/java_order.hpp"

#include <bit>

namespace spotdrill::asl {

std::uint32_t java_hash(std::string_view utf8) {
  std::uint32_t hash = 0;
  const auto add_unit = [&hash](std::uint32_t unit) { hash = 31 * hash + unit; };
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const int zeros = std::countl_one(lead);
    const std::size_t length = zeros < 2 ? 1 : static_cast<std::size_t>(zeros);
    std::uint32_t point = zeros < 2 ? lead : lead & (0x7FU >> zeros);
    for (std::size_t k = i + 1; k < i + length && k < utf8.size(); ++k) {
      point = (point << 6U) | (static_cast<unsigned char>(utf8[k]) & 0x3FU);
    }
    i += length;
    if (point >= 0x10000) {
      add_unit(0xD800 + ((point - 0x10000) >> 10U));
      point = 0xDC00 + ((point - 0x10000) & 0x3FFU);
    }
    add_unit(point);
  }
  return hash;
}

std::uint32_t java_bucket(std::string_view name, std::size_t members) {
  std::uint32_t buckets = 16;
  while (members > buckets / 4 * 3) buckets *= 2;
  const std::uint32_t hash = java_hash(name);
  return (hash ^ (hash >> 16U)) & (buckets - 1);
}

}  // namespace spotdrill::asl
