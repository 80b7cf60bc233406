#include "wire/object_body.hpp"

#include "wire/s3_request.hpp"

namespace spotdrill::wire {

ObjectReader::ObjectReader(const protocol::HttpRequest& head, const Credential* caller) {
  const std::string_view payload = head.headers.get("X-Amz-Content-Sha256");
  if (is_payload_hash(payload)) hash_.emplace(EVP_sha256());
  if (is_chunked_payload(payload)) chunks_.emplace(head.headers, chunk_signer(head, caller));
}

void ObjectReader::write(std::string_view bytes, const ChunkReader::Give& give) {
  if (hash_) hash_->add(bytes);
  if (chunks_) return chunks_->write(bytes, give);
  give(bytes);
}

void ObjectReader::finish(ObjectBody& body) {
  if (hash_) body.sha256 = hex_digits(hash_->value());
  if (chunks_) body.trailer = chunks_->finish();
}

}  // namespace spotdrill::wire
