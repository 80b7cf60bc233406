#include "engine/random.hpp"

#include "base/assert.hpp"

namespace spotdrill {
namespace {

constexpr std::string_view hexadecimal = "0123456789abcdef";
constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view mixed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

}  // namespace

std::uint64_t Random::below(std::uint64_t bound) {
  ASSERT(bound > 0);
  // Values under `threshold` would make the low residues more likely than the rest.
  const std::uint64_t threshold = (0 - bound) % bound;
  for (;;) {
    const std::uint64_t value = engine_();
    if (value >= threshold) return value % bound;
  }
}

std::string IdSource::characters(std::string_view alphabet, std::size_t length) {
  std::string text(length, '\0');
  for (char& c : text) c = alphabet[random_.below(alphabet.size())];
  return text;
}

std::string IdSource::resource(std::string_view prefix) {
  // AWS's 17-digit identifiers begin with 0.
  return std::string{prefix} + "0" + characters(hexadecimal, 16);
}

std::string IdSource::short_resource(std::string_view prefix) {
  return std::string{prefix} + characters(lower, 8);
}

std::string IdSource::alphanumeric(std::string_view prefix, std::size_t length) {
  return std::string{prefix} + characters(mixed, length);
}

std::string IdSource::uuid() {
  std::string text = characters(hexadecimal, 32);
  text[12] = '4';
  text[16] = hexadecimal[8 + random_.below(4)];
  for (const std::size_t dash : {20U, 16U, 12U, 8U}) text.insert(dash, 1, '-');
  return text;
}

}  // namespace spotdrill
