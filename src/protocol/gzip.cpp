#include "protocol/gzip.hpp"

#include <zlib.h>

#include <array>
#include <new>

namespace spotdrill::protocol {
namespace {

constexpr int gzip_or_zlib = 15 + 32;  // zlib.h: the greatest window, either header.
constexpr int gzip_only = 15 + 16;
constexpr std::size_t chunk_bytes = 16 * 1024;

Bytef* input(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib reads it only.
}

}  // namespace

std::optional<std::string> gunzip(std::string_view bytes, std::size_t max_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, gzip_or_zlib) != Z_OK) throw std::bad_alloc{};
  stream.next_in = input(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, chunk_bytes> chunk{};
  int result = Z_OK;
  while (result == Z_OK && out.size() <= max_bytes) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = chunk_bytes;
    result = inflate(&stream, Z_NO_FLUSH);
    out.append(chunk.data(), chunk_bytes - stream.avail_out);
  }
  const bool whole = result == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  if (!whole || out.size() > max_bytes) return std::nullopt;
  return out;
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_only, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw std::bad_alloc{};
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = input(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::optional<AwsError> decode_body(HttpRequest& request) {
  const std::string encoding = request.headers.joined("Content-Encoding");
  if (encoding.empty() || equal_ignoring_case(encoding, "identity")) return std::nullopt;
  if (!equal_ignoring_case(encoding, "gzip")) {
    return AwsError{.code = "SerializationException",
                    .message = "The Content-Encoding '" + encoding.substr(0, 64) +
                               "' is not supported; it can be 'gzip'."};
  }
  auto body = gunzip(request.body);
  if (!body) {
    return AwsError{.code = "SerializationException",
                    .message = "The request's body is not valid gzip, or unpacks to more than " +
                               std::to_string(unpacked_body_max_bytes) + " bytes."};
  }
  request.body = *std::move(body);
  request.headers.erase("Content-Encoding");
  return std::nullopt;
}

}  // namespace spotdrill::protocol
