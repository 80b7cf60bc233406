#include "services/cloudformation/template/cidr.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace spotdrill::cloudformation {
namespace {

/// "Valid range is between 1 and 256."
constexpr unsigned blocks_max = 256;
constexpr unsigned address_bits = 32;

std::optional<unsigned> small_number(const std::string& text, unsigned max) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number > max) return {};
  return number;
}

struct Block {
  std::uint32_t address = 0;
  unsigned prefix = 0;
};

std::optional<Block> read_block(const std::string& text) {
  std::array<unsigned, 5> parts{};
  int used = 0;
  if (std::sscanf(text.c_str(), "%3u.%3u.%3u.%3u/%2u%n", &parts[0], &parts[1], &parts[2], &parts[3],
                  &parts[4], &used) != 5 ||
      static_cast<std::size_t>(used) != text.size() || parts[4] > address_bits) {
    return std::nullopt;
  }
  Block block{.address = 0, .prefix = parts[4]};
  for (std::size_t index = 0; index < 4; ++index) {
    if (parts.at(index) > 255) return std::nullopt;
    block.address = block.address << 8U | parts.at(index);
  }
  return block;
}

}  // namespace

Result<std::vector<std::string>, std::string> cidr_blocks(const std::string& block,
                                                          const std::string& count,
                                                          const std::string& bits) {
  const auto whole = read_block(block);
  const auto wanted = small_number(count, blocks_max);
  const auto size = small_number(bits, address_bits);
  if (!whole || !wanted || *wanted == 0 || !size || *size == 0 || *size == address_bits) {
    return refuse(fmt::format("Template error: Fn::Cidr cannot make {} blocks with {} bits of {}",
                              count, bits, block));
  }
  const unsigned prefix = address_bits - *size;
  const std::uint64_t room = prefix < whole->prefix ? 0 : 1ULL << (prefix - whole->prefix);
  if (*wanted > room) {
    return refuse(fmt::format("Template error: Fn::Cidr cannot make {} blocks with {} bits of {}",
                              count, bits, block));
  }
  const std::uint64_t mask = ~((1ULL << (address_bits - whole->prefix)) - 1);
  std::vector<std::string> blocks;
  for (unsigned index = 0; index < *wanted; ++index) {
    const auto address = static_cast<std::uint32_t>((whole->address & mask) +
                                                    (static_cast<std::uint64_t>(index) << *size));
    blocks.push_back(fmt::format("{}.{}.{}.{}/{}", address >> 24U, address >> 16U & 255U,
                                 address >> 8U & 255U, address & 255U, prefix));
  }
  return blocks;
}

}  // namespace spotdrill::cloudformation
