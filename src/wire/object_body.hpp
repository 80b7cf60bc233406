// An object that came as a request's body and was kept elsewhere as it came: what the router asks
// of it, and how that is found out. Where its bytes are is its service's matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/openssl.hpp"
#include "base/result.hpp"
#include "protocol/body.hpp"
#include "protocol/http_message.hpp"
#include "wire/aws_chunked.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {

struct ObjectBody : protocol::StoredBody {
  /// Who sends it, as its head said before the body came; nothing where nobody has to prove it.
  std::optional<Result<Credential, SignatureProblem>> caller;
  /// Of what travelled, in hexadecimal digits; empty: the head does not name it.
  std::string sha256;
  /// What its chunks ended with, or what is wrong with them; nothing: it came as it is.
  std::optional<Result<Trailer>> trailer;
};

/// Reads such a body as it travels.
class ObjectReader {
 public:
  /// `caller` is null where nobody has to prove anything.
  ObjectReader(const protocol::HttpRequest& head, const Credential* caller);

  /// `give` gets what is the object's of `bytes`, which may be cut anywhere.
  void write(std::string_view bytes, const ChunkReader::Give& give);

  /// Everything has come: `body` is told its hash and what its chunks ended with.
  void finish(ObjectBody& body);

 private:
  std::optional<RunningDigest> hash_;
  std::optional<ChunkReader> chunks_;
};

/// The body of `request` where it is not in memory, else null.
inline const ObjectBody* object_body(const protocol::HttpRequest& request) {
  // Nobody else makes any.
  return static_cast<const ObjectBody*>(request.stored.get());
}

}  // namespace spotdrill::wire
