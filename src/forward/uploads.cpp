#include "forward/uploads.hpp"

#include <fmt/format.h>

#include <charconv>

#include "wire/aws_chunked.hpp"

namespace spotdrill::forward {
namespace {

/// So much is sent at a time where it travels in chunks of S3's. "The chunk size must be at least
/// 8 KB". Source: as for wire/aws_chunked.hpp. Units: bytes.
constexpr std::size_t piece_bytes = 64 * 1024;

std::string chunk(std::string_view payload) {
  return fmt::format("{:x}\r\n{}\r\n", payload.size(), payload);
}

}  // namespace

UploadedBody::~UploadedBody() {
  if (call) call->abandon();
}

std::shared_ptr<Call> UploadedBody::release() {
  if (call) {
    call->write(std::exchange(last, {}));
    call->finish();
  }
  return std::exchange(call, nullptr);
}

std::optional<std::uint64_t> object_length(const protocol::HttpRequest& head,
                                           std::optional<std::uint64_t> length) {
  const std::string_view payload = head.headers.get("X-Amz-Content-Sha256");
  if (!wire::is_chunked_payload(payload)) return length;
  const std::string_view decoded = head.headers.get("X-Amz-Decoded-Content-Length");
  std::uint64_t bytes = 0;
  const char* const end = decoded.data() + decoded.size();
  const auto [rest, error] = std::from_chars(decoded.data(), end, bytes);
  if (decoded.empty() || error != std::errc{} || rest != end) return std::nullopt;
  return bytes;
}

UploadSink::UploadSink(const protocol::HttpRequest& head, std::optional<std::uint64_t> length,
                       const wire::Credential* caller, std::shared_ptr<UploadedBody> body)
    : body_(std::move(body)), reader_(head, caller), length_(object_length(head, length)) {}

void UploadSink::write(std::string_view bytes) {
  if (!body_->call) return;
  reader_.write(bytes, [this](std::string_view payload) { take(payload); });
}

void UploadSink::take(std::string_view payload) {
  taken_ += payload.size();
  if (length_ && taken_ > *length_) {
    // What is longer than it says it is would be a request of its own at the other end.
    body_->call->abandon();
    return;
  }
  body_->last += payload;
  // One byte at least is held back until everything has been judged.
  while (body_->last.size() > piece_bytes) {
    send(std::string_view{body_->last}.substr(0, piece_bytes));
    body_->last.erase(0, piece_bytes);
  }
}

void UploadSink::send(std::string_view piece) {
  if (body_->trailing) return body_->call->write(chunk(piece));
  body_->call->write(piece);
}

bool UploadSink::is_full(std::function<void()> again) {
  return body_->call && body_->call->is_full(std::move(again));
}

std::shared_ptr<protocol::StoredBody> UploadSink::finish() {
  reader_.finish(*body_);
  const bool good = !body_->trailer || body_->trailer->has_value();
  if (!body_->trailing || !good) return body_;
  std::string rest = body_->last.empty() ? std::string{} : chunk(body_->last);
  rest += "0\r\n";
  for (const auto& [name, value] : **body_->trailer) {
    if (is_header(name, value)) rest += fmt::format("{}:{}\r\n", name, value);
  }
  body_->last = rest + "\r\n";
  return body_;
}

}  // namespace spotdrill::forward
