// The digests of an object whose bytes come piece by piece: its MD5, and the checksums that were
// asked for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include "base/openssl.hpp"
#include "services/s3/checksums.hpp"

namespace spotdrill::s3 {

class Digests {
 public:
  explicit Digests(const std::set<Algorithm>& wanted = {});

  void add(std::string_view bytes);

  /// Of what has come so far.
  [[nodiscard]] std::int64_t size() const { return size_; }
  /// Its bytes.
  [[nodiscard]] std::string md5() const { return md5_.value(); }
  /// Its bytes; nothing where it was not asked for.
  [[nodiscard]] std::optional<std::string> checksum(Algorithm algorithm) const;

 private:
  using Running = std::variant<std::uint64_t, RunningDigest>;  // A CRC, or a SHA.

  std::int64_t size_ = 0;
  RunningDigest md5_;
  std::map<Algorithm, Running> running_;
};

/// The checksum by `algorithm`, if any, of what `digests` have, compared with `given`: base64.
/// Errors: BadDigest, InvalidRequest.
Result<ChecksumRecord> check_checksum(const std::optional<std::string>& given,
                                      std::optional<Algorithm> algorithm, const Digests& digests);

}  // namespace spotdrill::s3
