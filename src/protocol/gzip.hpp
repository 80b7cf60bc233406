// Compressed request bodies. Bounded: a small body can stand for a gigabyte.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/aws_error.hpp"
#include "protocol/http_message.hpp"

namespace spotdrill::protocol {

/// No request of the services that we have is larger when it is unpacked.
inline constexpr std::size_t unpacked_body_max_bytes = std::size_t{16} * 1024 * 1024;

/// What gzip's or zlib's `bytes` unpack to; nothing when they are neither, cut off, or too much.
std::optional<std::string> gunzip(std::string_view bytes,
                                  std::size_t max_bytes = unpacked_body_max_bytes);

std::string gzip(std::string_view bytes);

/// Unpacks the body as Content-Encoding says and removes that header. Errors:
/// SerializationException.
std::optional<AwsError> decode_body(HttpRequest& request);

}  // namespace spotdrill::protocol
