// Where a server is: "http://127.0.0.1:9000". Not a page on it: there is no path.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill {

struct EndpointUrl {
  bool tls = false;
  std::string host;  ///< "minio.example", "127.0.0.1", "[::1]"; in lower case.
  std::uint16_t port = 0;

  bool operator==(const EndpointUrl&) const = default;
};

/// Errors: half a sentence that says what is wrong with `text`.
Result<EndpointUrl, std::string> parse_endpoint_url(std::string_view text);

/// "http://127.0.0.1:9000"; the port where it is not the scheme's.
std::string to_text(const EndpointUrl& url);

/// What its Host header has: "127.0.0.1:9000".
std::string host_field(const EndpointUrl& url);

}  // namespace spotdrill
