#include "services/s3/names.hpp"

#include <algorithm>

#include "services/s3/errors.hpp"

namespace spotdrill::s3 {
namespace {

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// "Bucket names must not be formatted as an IP address (for example, 192.168.5.4)."
bool like_an_address(std::string_view name) {
  return std::ranges::count(name, '.') == 3 &&
         std::ranges::all_of(name, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

}  // namespace

Result<void> check_bucket_name(std::string_view name) {
  const bool good =
      name.size() >= 3 && name.size() <= 63 && is_lower_or_digit(name.front()) &&
      is_lower_or_digit(name.back()) &&
      std::ranges::all_of(name,
                          [](char c) { return is_lower_or_digit(c) || c == '.' || c == '-'; }) &&
      name.find("..") == std::string_view::npos && !like_an_address(name) &&
      !name.starts_with("xn--") && !name.starts_with("sthree-") && !name.ends_with("-s3alias") &&
      !name.ends_with("--ol-s3");
  if (!good) return invalid_bucket_name(name);
  return {};
}

Result<void> check_key(std::string_view key) {
  if (key.size() > key_bytes_max) return key_too_long(key.size());
  return {};
}

}  // namespace spotdrill::s3
