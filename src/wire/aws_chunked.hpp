// aws-chunked: how S3's clients send a payload in pieces, each perhaps signed, and checksums after
// the last of them. Not HTTP's own chunks: those are http/'s matter.
// Source: Amazon S3 API Reference, "Signature calculations for the authorization header:
// Transferring a payload in multiple chunks" and "… with trailing headers".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/openssl.hpp"
#include "base/result.hpp"
#include "protocol/http_message.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {

/// A trailer holds checksums and a signature: more than this is refused. Units: bytes.
inline constexpr std::size_t trailer_bytes_max = 16 * 1024;

/// The line before a chunk is its length and a signature. Units: bytes.
inline constexpr std::size_t chunk_line_bytes_max = 1024;

/// "STREAMING-UNSIGNED-PAYLOAD-TRAILER": chunks that are not signed, and checksums after them.
inline constexpr std::string_view trailing_payload = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// Whether `payload`, an X-Amz-Content-Sha256, says that the body is aws-chunked in a way that can
/// be read here.
bool is_chunked_payload(std::string_view payload);

/// What the chunks' signatures are verified by.
struct ChunkSigner {
  ChunkSeed seed;
  std::string secret;
};

/// The checksums that followed the last chunk.
using Trailer = std::vector<protocol::Headers::Field>;

/// Reads chunks as they come. What it gives is the payload's only if finish() finds nothing wrong.
class ChunkReader {
 public:
  using Give = std::function<void(std::string_view payload)>;

  /// `head` says how the body travels. `signer`: nothing where nobody has to prove anything.
  ChunkReader(const protocol::Headers& head, std::optional<ChunkSigner> signer);

  /// Takes what travelled, cut anywhere.
  void write(std::string_view bytes, const Give& give);

  /// Everything has come. Errors: decode_chunks'.
  Result<Trailer> finish();

 private:
  enum class State : std::uint8_t { Head, Payload, PayloadEnd, Rest, Wrong };

  void take_line(std::string_view& bytes);
  void take_payload(std::string_view& bytes, const Give& give);
  void begin_chunk();
  void end_chunk();
  void fail(AwsError error);
  [[nodiscard]] bool accept(std::string_view algorithm, const std::string& hashes,
                            std::string_view signature);
  Result<Trailer> read_trailer();

  std::optional<ChunkSigner> signer_;
  bool has_trailer_;
  std::string decoded_length_;  ///< As the head has it, or empty.
  State state_ = State::Head;
  std::optional<AwsError> error_;
  std::string line_;       ///< Of a chunk's head, what has come; or the trailer.
  std::string signature_;  ///< Of the chunk, as its head has it.
  std::string before_;     ///< The signature of the chunk before: each covers it.
  std::size_t left_ = 0;   ///< Of the chunk.
  bool last_ = false;      ///< The chunk is the empty one.
  std::uint64_t given_ = 0;
  std::optional<RunningDigest> digest_;  ///< Of the chunk, where it is signed.
};

/// Makes headers of a trailer: for whoever reads them there is no difference. Forgets how the body
/// travelled.
void take_trailer(const Trailer& trailer, protocol::Headers& headers);

/// Puts the payload in the place of its chunks, and the trailing checksums among the headers.
/// `signer`: as ChunkReader has it.
/// Errors: IncompleteBody, SignatureDoesNotMatch, InvalidRequest, MalformedTrailerError.
Result<void> decode_chunks(protocol::HttpRequest& request, std::optional<ChunkSigner> signer);

}  // namespace spotdrill::wire
