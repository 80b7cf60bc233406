#include "base/bandwidth.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace spotdrill {
namespace {

struct ByteUnit {
  std::string_view text;
  double bytes;
};

constexpr std::array byte_units{
    ByteUnit{"B/s", 1},         ByteUnit{"kB/s", 1e3},      ByteUnit{"KB/s", 1e3},
    ByteUnit{"MB/s", 1e6},      ByteUnit{"GB/s", 1e9},      ByteUnit{"KiB/s", 1024},
    ByteUnit{"MiB/s", 1 << 20}, ByteUnit{"GiB/s", 1 << 30}, ByteUnit{"kbit/s", 125},
    ByteUnit{"Mbit/s", 125e3},  ByteUnit{"Gbit/s", 125e6},
};

/// A terabyte a second.
constexpr double bandwidth_max = 1e12;

}  // namespace

std::optional<std::uint64_t> parse_bandwidth(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  for (const ByteUnit& each : byte_units) {
    const double bytes = number * each.bytes;
    if (each.text == unit && bytes >= 1 && bytes <= bandwidth_max) {
      return static_cast<std::uint64_t>(bytes);
    }
  }
  return std::nullopt;
}

std::string bytes_text(std::uint64_t bytes) {
  const auto number = static_cast<double>(bytes);
  if (bytes >= 10'000'000'000) return fmt::format("{:.0f} GB", number / 1e9);
  if (bytes >= 10'000'000) return fmt::format("{:.0f} MB", number / 1e6);
  if (bytes >= 1'000'000) return fmt::format("{:.1f} MB", number / 1e6);
  if (bytes >= 10'000) return fmt::format("{:.0f} kB", number / 1e3);
  return fmt::format("{} bytes", bytes);
}

}  // namespace spotdrill
