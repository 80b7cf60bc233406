// aws-chunked bodies: read or refused, and what is read is no longer than what came.
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "wire/aws_chunked.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  const wire::ChunkSigner signer{
      .seed = {.scope = {"AKID", "20260101", "us-east-1", "s3"}, .date = "20260101T000000Z"},
      .secret = "secret"};
  for (const char* kind :
       {"STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"}) {
    for (const auto& by : {std::optional<wire::ChunkSigner>{}, std::optional{signer}}) {
      protocol::HttpRequest request;
      request.headers.set("X-Amz-Content-Sha256", kind);
      request.body.assign(reinterpret_cast<const char*>(data), size);
      if (wire::decode_chunks(request, by).has_value() && request.body.size() > size) std::abort();
    }
  }
  return 0;
}
