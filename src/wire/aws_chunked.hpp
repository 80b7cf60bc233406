// aws-chunked: how S3's clients send a payload in pieces, each perhaps signed, and checksums after
// the last of them. Not HTTP's own chunks: those are http/'s matter.
// Source: Amazon S3 API Reference, "Signature calculations for the authorization header:
// Transferring a payload in multiple chunks" and "… with trailing headers".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "protocol/http_message.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {

/// A trailer holds checksums and a signature: more than this is refused. Units: bytes.
inline constexpr std::size_t trailer_bytes_max = 16 * 1024;

/// Whether `payload`, an X-Amz-Content-Sha256, says that the body is aws-chunked in a way that can
/// be read here.
bool is_chunked_payload(std::string_view payload);

/// What the chunks' signatures are verified by.
struct ChunkSigner {
  ChunkSeed seed;
  std::string secret;
};

/// Puts the payload in the place of its chunks, and the trailing checksums among the headers.
/// `signer` is null where nobody has to prove anything.
/// Errors: IncompleteBody, SignatureDoesNotMatch, InvalidRequest, MalformedTrailerError.
Result<void> decode_chunks(protocol::HttpRequest& request, const ChunkSigner* signer);

}  // namespace spotdrill::wire
