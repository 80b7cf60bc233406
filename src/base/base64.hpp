// Base64 as RFC 4648 section 4 has it: blobs, user data, opaque tokens. Not the URL alphabet.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spotdrill {

/// Writes `bytes` in base64, padded, on one line.
std::string base64_encode(std::string_view bytes);

/// Reads base64; line breaks in it are passed over, as AWS does. Nothing when it is none: another
/// character, a wrong length, wrong padding.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace spotdrill
