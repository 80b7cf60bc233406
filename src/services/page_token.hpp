// Tokens of paged replies: where the next page begins, tied to the request that they continue.
// Stateless: nothing is kept for a client that never comes back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::services {

/// An opaque token for `cursor`, good only with the same `request` (whatever text identifies it).
std::string make_page_token(std::string_view request, std::string_view cursor);

/// The cursor of a token that make_page_token made for the same `request`; nothing otherwise.
std::optional<std::string> read_page_token(std::string_view request, std::string_view token);

}  // namespace spotdrill::services
