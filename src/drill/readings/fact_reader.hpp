// Puts what the server's journal tells into the timeline. On AWS there is no such journal, and the
// timeline has what the public operations show.
#pragma once

#include <string>

#include "client/server_observer.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// Notes `fact` in the timeline of the instance that it is about. Returns how a person would put
/// it, or nothing when it is not worth telling.
std::string apply_fact(Observation& observation, const client::ServerFact& fact);

}  // namespace spotdrill::drill
