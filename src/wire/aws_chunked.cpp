#include "wire/aws_chunked.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "wire/canonical.hpp"
#include "wire/http_status.hpp"

namespace spotdrill::wire {
namespace {

constexpr std::string_view line_end = "\r\n";

/// "If the chunk is empty … the hash of an empty string": every chunk's text has it.
constexpr std::string_view empty_hash =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

AwsError incomplete_body() {
  return {.code = "IncompleteBody",
          .message = "The request body terminated unexpectedly",
          .http_status = bad_request};
}

AwsError wrong_chunk() {
  return {.code = "SignatureDoesNotMatch",
          .message =
              "The request signature we calculated does not match the signature you "
              "provided. Check your key and signing method.",
          .http_status = forbidden};
}

AwsError malformed_trailer() {
  return {.code = "MalformedTrailerError",
          .message =
              "The request contained trailing data that was not well-formed or did not "
              "conform to our published schema.",
          .http_status = bad_request};
}

/// Takes what is before the next line end, which goes too.
std::optional<std::string_view> line_of(std::string_view& rest) {
  const std::size_t end = rest.find(line_end);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + line_end.size());
  return line;
}

struct ChunkHead {
  std::size_t size = 0;
  std::string_view signature;
};

/// "10000;chunk-signature=ad80c7…".
std::optional<ChunkHead> read_head(std::string_view line) {
  ChunkHead head;
  const char* end = line.data() + line.size();
  const auto [rest, error] = std::from_chars(line.data(), end, head.size, 16);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view extension{rest, static_cast<std::size_t>(end - rest)};
  constexpr std::string_view name = ";chunk-signature=";
  if (extension.empty()) return head;
  if (!extension.starts_with(name)) return std::nullopt;
  head.signature = extension.substr(name.size());
  return head;
}

/// "aws-chunked,gzip" says how it travels and what it is: the first does not concern the object.
void forget_encoding(protocol::Headers& headers) {
  const std::string all = headers.joined("Content-Encoding");
  std::string kept;
  for (const std::string_view part : split(all, ',')) {
    const std::string_view encoding = trim(part);
    if (encoding.empty() || protocol::equal_ignoring_case(encoding, "aws-chunked")) continue;
    kept += (kept.empty() ? "" : ",") + std::string{encoding};
  }
  headers.erase("Content-Encoding");
  if (!kept.empty()) headers.set("Content-Encoding", std::move(kept));
}

}  // namespace

bool is_chunked_payload(std::string_view payload) {
  constexpr std::array<std::string_view, 3> known{"STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                                                  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                                                  trailing_payload};
  return std::find(known.begin(), known.end(), payload) != known.end();
}

ChunkReader::ChunkReader(const protocol::Headers& head, std::optional<ChunkSigner> signer)
    : has_trailer_(head.get("X-Amz-Content-Sha256").ends_with("-TRAILER")),
      decoded_length_(head.get("x-amz-decoded-content-length")) {
  if (!head.get("X-Amz-Content-Sha256").starts_with("STREAMING-AWS4-")) return;
  signer_ = std::move(signer);
  if (signer_) before_ = signer_->seed.signature;
}

void ChunkReader::write(std::string_view bytes, const Give& give) {
  while (!bytes.empty() && state_ != State::Wrong) {
    switch (state_) {
      case State::Head:
      case State::PayloadEnd:
        take_line(bytes);
        break;
      case State::Payload:
        take_payload(bytes, give);
        break;
      case State::Rest:
        if (line_.size() + bytes.size() > trailer_bytes_max) return fail(malformed_trailer());
        line_ += bytes;
        return;
      case State::Wrong:
        break;
    }
  }
}

void ChunkReader::take_line(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find(line_end.back()), bytes.size() - 1) + 1;
  line_ += bytes.substr(0, end);
  bytes.remove_prefix(end);
  if (line_.size() > chunk_line_bytes_max) return fail(incomplete_body());
  if (!line_.ends_with(line_end)) return;
  line_.resize(line_.size() - line_end.size());
  if (state_ == State::Head) {
    begin_chunk();
  } else if (line_.empty()) {
    state_ = State::Head;
  } else {
    fail(incomplete_body());
  }
}

void ChunkReader::begin_chunk() {
  const auto head = read_head(line_);
  if (!head) return fail(incomplete_body());
  left_ = head->size;
  signature_ = head->signature;
  line_.clear();
  last_ = left_ == 0;
  state_ = State::Payload;
  if (signer_) digest_.emplace(EVP_sha256());
  if (last_) end_chunk();
}

void ChunkReader::take_payload(std::string_view& bytes, const Give& give) {
  const std::string_view piece = bytes.substr(0, left_);
  bytes.remove_prefix(piece.size());
  left_ -= piece.size();
  given_ += piece.size();
  if (digest_) digest_->add(piece);
  give(piece);
  if (left_ == 0) end_chunk();
}

void ChunkReader::end_chunk() {
  if (signer_) {
    const std::string hashes = fmt::format("{}\n{}", empty_hash, hex_digits(digest_->value()));
    if (!accept("AWS4-HMAC-SHA256-PAYLOAD", hashes, signature_)) return fail(wrong_chunk());
  }
  // Behind the last one, which is empty, the trailer follows at once.
  state_ = last_ ? State::Rest : State::PayloadEnd;
}

void ChunkReader::fail(AwsError error) {
  error_ = std::move(error);
  state_ = State::Wrong;
}

bool ChunkReader::accept(std::string_view algorithm, const std::string& hashes,
                         std::string_view signature) {
  const Scope& scope = signer_->seed.scope;
  const std::string text =
      fmt::format("{}\n{}\n{}/{}/{}/{}\n{}\n{}", algorithm, signer_->seed.date, scope.date,
                  scope.region, scope.service, sigv4_terminator, before_, hashes);
  before_ = signature_of(scope, signer_->secret, text);
  return same_secret(signature, before_);
}

Result<Trailer> ChunkReader::read_trailer() {
  Trailer trailer;
  std::string lines;
  std::string_view signature;
  for (std::string_view rest = line_; !rest.empty();) {
    auto line = line_of(rest);
    if (!line) return refuse(malformed_trailer());
    if (line->empty()) continue;
    // Some clients end a line of the trailer with a line feed of its own.
    if (line->ends_with('\n')) line->remove_suffix(1);
    const std::size_t colon = line->find(':');
    if (colon == std::string_view::npos) return refuse(malformed_trailer());
    const std::string_view name = line->substr(0, colon);
    const std::string_view value = trim(line->substr(colon + 1));
    if (protocol::equal_ignoring_case(name, "x-amz-trailer-signature")) {
      signature = value;
      continue;
    }
    // Nothing but checksums: a trailer must not say what the signed headers did not.
    if (!name.starts_with("x-amz-checksum-")) return refuse(malformed_trailer());
    lines += fmt::format("{}:{}\n", name, value);
    trailer.emplace_back(name, value);
  }
  if (signer_ && !accept("AWS4-HMAC-SHA256-TRAILER", sha256_hex(lines), signature)) {
    return refuse(wrong_chunk());
  }
  return trailer;
}

Result<Trailer> ChunkReader::finish() {
  if (state_ != State::Rest && !error_) fail(incomplete_body());
  if (error_) return refuse(*error_);
  Trailer trailer;
  if (has_trailer_) trailer = TRY(read_trailer());
  if (!decoded_length_.empty() && decoded_length_ != std::to_string(given_)) {
    return refuse(incomplete_body());
  }
  return trailer;
}

void take_trailer(const Trailer& trailer, protocol::Headers& headers) {
  for (const auto& [name, value] : trailer) headers.set(name, value);
  forget_encoding(headers);
}

Result<void> decode_chunks(protocol::HttpRequest& request, std::optional<ChunkSigner> signer) {
  ChunkReader reader{request.headers, std::move(signer)};
  std::string payload;
  reader.write(request.body, [&](std::string_view piece) { payload += piece; });
  take_trailer(TRY(reader.finish()), request.headers);
  request.body = std::move(payload);
  return {};
}

}  // namespace spotdrill::wire
