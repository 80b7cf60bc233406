// The events of a chunk as the store has them. Not JSON: a chunk is read whenever one of its events
// is, and what jobs write would be quoted twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/logs/event.hpp"

namespace spotdrill::logs {

/// Writes `event` behind the events of `chunk`.
void append_event(std::string& chunk, const Event& event);

/// Every event of `chunk`, in the order in which they were written.
std::vector<Event> read_events(std::string_view chunk);

}  // namespace spotdrill::logs
