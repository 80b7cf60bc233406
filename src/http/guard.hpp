// What keeps web pages away from the loopback port. The endpoint runs code that requests carry, so
// a page that the user has open in a browser must not reach it: neither by a name that its owner
// lets resolve to 127.0.0.1 (DNS rebinding) nor by a request across sites, with a script or
// without.
#pragma once

#include <optional>
#include <string>

#include "protocol/http_message.hpp"

namespace spotdrill::http {

/// Why `request` is refused with 403, in one sentence, or nothing. For requests that came straight
/// to the port, not through its proxy.
std::optional<std::string> refuse_foreign(const protocol::HttpRequest& request);

/// The same without a look at the Host, for requests that came through the proxy: they name any
/// host, but a browser that uses the proxy shows pages of other sites too.
std::optional<std::string> refuse_page(const protocol::HttpRequest& request);

}  // namespace spotdrill::http
