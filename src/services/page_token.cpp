#include "services/page_token.hpp"

#include <charconv>
#include <cstdint>

#include "base/base64.hpp"

namespace spotdrill::services {
namespace {

/// FNV-1a: a mistaken token is to be noticed, not a malicious one: it would only page elsewhere.
std::string checksum(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211U;
  }
  std::string bytes;
  for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>(hash >> shift));
  return bytes;
}

}  // namespace

std::string make_page_token(std::string_view request, std::string_view cursor) {
  return base64_encode(checksum(request).append(cursor));
}

std::optional<std::string> read_page_token(std::string_view request, std::string_view token) {
  const std::optional<std::string> bytes = base64_decode(token);
  const std::string expected = checksum(request);
  if (!bytes || !bytes->starts_with(expected)) return std::nullopt;
  return bytes->substr(expected.size());
}

std::optional<std::size_t> page_begin(std::string_view request,
                                      const std::optional<std::string>& next_token) {
  std::size_t begin = 0;
  if (!next_token) return begin;
  const auto cursor = read_page_token(request, *next_token);
  if (!cursor) return std::nullopt;
  const auto read = std::from_chars(cursor->data(), cursor->data() + cursor->size(), begin);
  if (read.ec != std::errc{}) return std::nullopt;
  return begin;
}

}  // namespace spotdrill::services
