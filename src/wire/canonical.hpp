// The canonical form of a request and what SigV4 makes of it. Only sigv4.cpp includes this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "protocol/http_message.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {

inline constexpr std::string_view sigv4_algorithm = "AWS4-HMAC-SHA256";
inline constexpr std::string_view sigv4_terminator = "aws4_request";

/// More parts than this no SDK's header has: the rest stays together.
inline constexpr std::size_t header_parts_max = 128;

/// "20260101T000000Z": ISO 8601's basic format.
std::string basic_date(Instant instant);

/// Without blanks at either end.
std::string_view trim(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);

/// Whose paths: S3's are encoded once and kept as they are, all others' are normalised and encoded
/// once more.
enum class Paths : std::uint8_t { Normalised, AsTheyAre };

/// How `service`, a signing name, has its paths.
Paths paths_of(std::string_view service);

/// Source: IAM User Guide, "Create a signed AWS API request", step 1.
std::string canonical_request(const protocol::HttpRequest& request,
                              const std::vector<std::string_view>& signed_headers,
                              std::string_view payload_hash, Paths paths);

/// Source: as above, steps 3 to 5.
std::string string_to_sign(const Scope& scope, std::string_view date, std::string_view canonical);
std::string signature_of(const Scope& scope, std::string_view secret, std::string_view text);

}  // namespace spotdrill::wire
