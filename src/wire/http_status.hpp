// The HTTP statuses of refusals that no service's model lists.
#pragma once

namespace spotdrill::wire {

inline constexpr int bad_request = 400;
inline constexpr int unauthorized = 401;
inline constexpr int forbidden = 403;
inline constexpr int not_found = 404;
inline constexpr int method_not_allowed = 405;

}  // namespace spotdrill::wire
