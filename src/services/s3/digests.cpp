#include "services/s3/digests.hpp"

#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/lower_case.hpp"

namespace spotdrill::s3 {

Digests::Digests(const std::set<Algorithm>& wanted) : md5_(EVP_md5()) {
  for (const Algorithm algorithm : wanted) {
    if (algorithm == Algorithm::Sha1)
      running_.emplace(algorithm, RunningDigest{EVP_sha1()});
    else if (algorithm == Algorithm::Sha256)
      running_.emplace(algorithm, RunningDigest{EVP_sha256()});
    else
      running_.emplace(algorithm, std::uint64_t{0});
  }
}

void Digests::add(std::string_view bytes) {
  size_ += static_cast<std::int64_t>(bytes.size());
  md5_.add(bytes);
  for (auto& [algorithm, running] : running_) {
    if (auto* crc = std::get_if<std::uint64_t>(&running))
      *crc = crc_of(algorithm, *crc, bytes);
    else
      std::get<RunningDigest>(running).add(bytes);
  }
}

std::optional<std::string> Digests::checksum(Algorithm algorithm) const {
  const auto found = running_.find(algorithm);
  if (found == running_.end()) return std::nullopt;
  if (const auto* crc = std::get_if<std::uint64_t>(&found->second)) {
    return crc_bytes(algorithm, *crc);
  }
  return std::get<RunningDigest>(found->second).value();
}

Result<ChecksumRecord> check_checksum(const std::optional<std::string>& given,
                                      std::optional<Algorithm> algorithm, const Digests& digests) {
  if (!algorithm) return ChecksumRecord{};
  const auto value = digests.checksum(*algorithm);
  if (!value) return internal_error();
  if (given) {
    const auto decoded = base64_decode(*given);
    if (!decoded || decoded->size() != value->size()) {
      return invalid_request(fmt::format("Value for x-amz-checksum-{} header is invalid.",
                                         lower_case(name_of(*algorithm))));
    }
    if (*decoded != *value) return bad_checksum(name_of(*algorithm));
  }
  return ChecksumRecord{.algorithm = std::string{name_of(*algorithm)},
                        .value = base64_encode(*value),
                        .type = "FULL_OBJECT"};
}

}  // namespace spotdrill::s3
