#include "services/ec2/cidr.hpp"

#include <fmt/format.h>

#include <charconv>

namespace spotdrill::ec2 {
namespace {

/// Takes a decimal number up to `most` off the front of `text`.
std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t most) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value > most) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

}  // namespace

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (!text.starts_with('.')) return std::nullopt;
      text.remove_prefix(1);
    }
    const auto value = take_number(text, 255);
    if (!value) return std::nullopt;
    address = address << 8U | *value;
  }
  return text.empty() ? std::optional{address} : std::nullopt;
}

std::string format_ipv4(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24U, address >> 16U & 255U, address >> 8U & 255U,
                     address & 255U);
}

std::string format_cidr(const Cidr& block) {
  return fmt::format("{}/{}", format_ipv4(block.network), block.prefix_length);
}

std::optional<Cidr> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto network = parse_ipv4(text.substr(0, slash));
  text.remove_prefix(slash + 1);
  const auto length = take_number(text, 28);
  if (!network || !length || *length == 0 || !text.empty()) return std::nullopt;
  return Cidr{*network, *length};
}

}  // namespace spotdrill::ec2
