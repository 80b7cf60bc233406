// Positions as clients see them: the ids of events, and the tokens that continue a reading. Nothing
// is kept for a client that never comes back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/logs/event.hpp"

namespace spotdrill::logs {

/// 56 digits, as AWS's ids of events have.
std::string position_text(const Position& position);

/// Nothing: position_text did not write it.
std::optional<Position> read_position(std::string_view text);

enum class Direction : std::uint8_t { Forward, Backward };

/// From where a reading goes on, which way: events behind `position` forward, before it backward.
struct EventsToken {
  Direction direction = Direction::Forward;
  Position position;
};

/// "f/31132629…/s", "b/31132629…/s".
std::string token_text(const EventsToken& token);

/// Nothing: token_text did not write it.
std::optional<EventsToken> read_token(std::string_view text);

}  // namespace spotdrill::logs
