#include "wire/aws_chunked.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>

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
std::optional<std::string_view> take_line(std::string_view& rest) {
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

/// The chain of signatures: each covers the one before.
class Chain {
 public:
  explicit Chain(const ChunkSigner* signer) : signer_(signer) {
    if (signer_ != nullptr) before_ = signer_->seed.signature;
  }

  bool accept_chunk(std::string_view bytes, std::string_view signature) {
    return accept("AWS4-HMAC-SHA256-PAYLOAD",
                  fmt::format("{}\n{}", empty_hash, signer_ ? sha256_hex(bytes) : ""), signature);
  }
  bool accept_trailer(std::string_view lines, std::string_view signature) {
    return accept("AWS4-HMAC-SHA256-TRAILER", signer_ ? sha256_hex(lines) : "", signature);
  }

 private:
  bool accept(std::string_view algorithm, const std::string& hashes, std::string_view signature) {
    if (signer_ == nullptr) return true;
    const Scope& scope = signer_->seed.scope;
    const std::string text =
        fmt::format("{}\n{}\n{}/{}/{}/{}\n{}\n{}", algorithm, signer_->seed.date, scope.date,
                    scope.region, scope.service, sigv4_terminator, before_, hashes);
    before_ = signature_of(scope, signer_->secret, text);
    return before_.size() == signature.size() &&
           CRYPTO_memcmp(before_.data(), signature.data(), before_.size()) == 0;
  }

  const ChunkSigner* signer_;
  std::string before_;
};

/// The trailer's checksums become headers: for whoever reads them there is no difference.
Result<void> read_trailer(std::string_view rest, bool is_signed, Chain& chain,
                          protocol::HttpRequest& request) {
  if (rest.size() > trailer_bytes_max) return refuse(malformed_trailer());
  std::string lines;
  std::string_view signature;
  while (!rest.empty()) {
    auto line = take_line(rest);
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
    request.headers.set(name, std::string{value});
  }
  if (is_signed && !chain.accept_trailer(lines, signature)) return refuse(wrong_chunk());
  return {};
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
                                                  "STREAMING-UNSIGNED-PAYLOAD-TRAILER"};
  return std::find(known.begin(), known.end(), payload) != known.end();
}

Result<void> decode_chunks(protocol::HttpRequest& request, const ChunkSigner* signer) {
  const std::string kind{request.headers.get("X-Amz-Content-Sha256")};
  const bool is_signed = kind.starts_with("STREAMING-AWS4-");
  const bool has_trailer = kind.ends_with("-TRAILER");
  Chain chain{is_signed ? signer : nullptr};
  std::string_view rest = request.body;
  std::string payload;
  for (;;) {
    const auto line = take_line(rest);
    const auto head = line ? read_head(*line) : std::nullopt;
    if (!head || head->size > rest.size()) return refuse(incomplete_body());
    const std::string_view bytes = rest.substr(0, head->size);
    if (is_signed && !chain.accept_chunk(bytes, head->signature)) return refuse(wrong_chunk());
    if (head->size == 0) break;
    payload += bytes;
    rest.remove_prefix(head->size);
    if (!rest.starts_with(line_end)) return refuse(incomplete_body());
    rest.remove_prefix(line_end.size());
  }
  if (has_trailer) TRY(read_trailer(rest, is_signed && signer != nullptr, chain, request));
  const std::string_view decoded = request.headers.get("x-amz-decoded-content-length");
  if (!decoded.empty() && decoded != std::to_string(payload.size())) {
    return refuse(incomplete_body());
  }
  request.body = std::move(payload);
  forget_encoding(request.headers);
  return {};
}

}  // namespace spotdrill::wire
