#include "services/imds/token.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/base64.hpp"
#include "base/openssl.hpp"
#include "engine/store.hpp"

namespace spotdrill::imds {
namespace {

constexpr std::string_view token_table = "imds";
constexpr std::string_view token_key_row = "token-key";

// A token is a version (4 bytes), when it ends (8), a nonce (4) and a seal (24 of HMAC-SHA-256's
// 32): 40 bytes, which make 56 characters.
constexpr std::string_view version{"\1\0\0\0", 4};
constexpr std::size_t claims_bytes = 16;
constexpr std::size_t seal_bytes = 24;

template <class Number>
void append_bytes(std::string& text, Number number) {
  std::array<char, sizeof number> bytes;
  std::memcpy(bytes.data(), &number, sizeof number);
  text.append(bytes.data(), bytes.size());
}

void exchange(std::string& text, char from, char to) {
  std::replace(text.begin(), text.end(), from, to);
}

}  // namespace

std::optional<Duration> parse_token_ttl(std::string_view text) {
  std::uint32_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  const Duration ttl = std::chrono::seconds{seconds};
  if (ttl < token_ttl_min || ttl > token_ttl_max) return {};
  return ttl;
}

TokenAuthority::TokenAuthority(Store& store, Random& random) : store_(store), random_(random) {
  for (const Row& row : store.load(token_table, "")) {
    if (row.key == token_key_row) key_ = base64_decode(row.value).value_or("");
  }
  if (key_.empty()) renew_key();
}

void TokenAuthority::renew_key() {
  key_.clear();
  while (key_.size() < 32) append_bytes(key_, random_.next());
  store_.put(token_table, "", token_key_row, base64_encode(key_));
  store_.mark_changed();
}

std::string TokenAuthority::seal(std::string_view claims, std::string_view instance_id) const {
  std::string message{claims};
  message.append(instance_id);
  return hmac(EVP_sha256(), key_, message).substr(0, seal_bytes);
}

std::string TokenAuthority::issue(std::string_view instance_id, Instant now, Duration ttl) {
  std::string token{version};
  append_bytes(token, (now + ttl).time_since_epoch().count());
  append_bytes(token, static_cast<std::uint32_t>(random_.next()));
  token += seal(token, instance_id);
  std::string text = base64_encode(token);
  exchange(text, '+', '-');
  exchange(text, '/', '_');
  return text;
}

std::optional<Duration> TokenAuthority::remaining(std::string_view token,
                                                  std::string_view instance_id, Instant now) const {
  if (token.size() != token_length) return {};
  std::string text{token};
  exchange(text, '-', '+');
  exchange(text, '_', '/');
  const auto bytes = base64_decode(text);
  // One token has one spelling: the bits that base64 leaves unused are not free either.
  if (!bytes || bytes->size() != claims_bytes + seal_bytes || base64_encode(*bytes) != text) {
    return {};
  }

  const std::string expected = seal(std::string_view{*bytes}.substr(0, claims_bytes), instance_id);
  if (!same_secret(std::string_view{*bytes}.substr(claims_bytes), expected)) return {};
  Duration::rep end = 0;
  std::memcpy(&end, bytes->data() + version.size(), sizeof end);
  const Duration left = Instant{Duration{end}} - now;
  if (left <= Duration::zero()) return {};
  return left;
}

}  // namespace spotdrill::imds
