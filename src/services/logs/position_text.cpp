#include "services/logs/position_text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace spotdrill::logs {
namespace {

constexpr std::size_t timestamp_digits = 13;
constexpr std::size_t chunk_digits = 20;
constexpr std::size_t index_digits = 10;
constexpr std::size_t position_digits = 2 * timestamp_digits + chunk_digits + index_digits;

/// Takes `digits` from the front of `text`. False: there is no number of them.
template <class T>
bool take_digits(std::string_view& text, std::size_t digits, T& number) {
  const char* end = text.data() + digits;
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end || text.front() == '-') return false;
  text.remove_prefix(digits);
  return true;
}

}  // namespace

std::string position_text(const Position& position) {
  return fmt::format("{:0{}}{:0{}}{:0{}}{:0{}}", position.timestamp, timestamp_digits,
                     position.ingested, timestamp_digits, position.chunk, chunk_digits,
                     position.index, index_digits);
}

std::optional<Position> read_position(std::string_view text) {
  Position position;
  const bool read = text.size() == position_digits &&
                    take_digits(text, timestamp_digits, position.timestamp) &&
                    take_digits(text, timestamp_digits, position.ingested) &&
                    take_digits(text, chunk_digits, position.chunk) &&
                    take_digits(text, index_digits, position.index);
  return read ? std::optional{position} : std::nullopt;
}

std::string token_text(const EventsToken& token) {
  return fmt::format("{}/{}/s", token.direction == Direction::Forward ? 'f' : 'b',
                     position_text(token.position));
}

std::optional<EventsToken> read_token(std::string_view text) {
  constexpr std::string_view end = "/s";
  const bool forward = text.starts_with("f/");
  if ((!forward && !text.starts_with("b/")) || !text.ends_with(end)) return std::nullopt;
  text.remove_prefix(2);
  if (text.size() != position_digits + end.size()) return std::nullopt;
  text.remove_suffix(end.size());
  const auto position = read_position(text);
  if (!position) return std::nullopt;
  return EventsToken{forward ? Direction::Forward : Direction::Backward, *position};
}

}  // namespace spotdrill::logs
